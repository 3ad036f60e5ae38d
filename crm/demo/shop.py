"""Writing a generated shop into a demo client, through the same services as a real one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

import events
from crm.demo.customers import Customer, Visit, customers, visit
from crm.demo.profiles import Item, Profile, profile_for
from crm.demo.traits import contact_row, traits
from crm.models import Consent, Contact, Order, Source
from crm.models.history import Channel
from crm.services import (
    Batch,
    ContactRow,
    Counts,
    LineRow,
    OrderRow,
    ProductRow,
    note_arrival,
    note_nothing_new,
    suppress,
    upsert_orders,
)
from tenants import clock
from tenants.errors import Refused
from tenants.models import Client

SOURCE = "demo"
HISTORY_DAYS = 480
FIRST_NUMBER = 1001
BATCH_ROWS = 1_000
SCHEDULE = "crm.demo_orders"
# Several times a day, so that a shop's latest order is hours old, as in a real one.
CRON = "10 9,12,15,18,21 * * *"


def generate(client: Client, until: datetime) -> Counts:
    """Bring a demo client's shop up to `until`; what is there already stays as it is.

    The history begins 480 days before the first generation. Missed days are caught up. Raises
    Refused for a client that is not marked as a demo: nothing is invented for others.
    """
    refuse_unless_demo(client)
    with client.active():
        source, _created = Source.objects.get_or_create(slug=Source.Slug.DEMO, defaults={"first_imported_at": until})
        start = source.first_imported_at.astimezone(client.zone).date() - timedelta(days=HISTORY_DAYS)
        counts = Counts()
        shop = Shop(client, profile_for(client.country), start, until)
        for batch in shop.batches():
            counts.add(upsert_orders(batch))
        for address in shop.complaints():
            suppress(address, Channel.EMAIL, "complaint")
        if source.last_imported_at is None:
            events.schedules.put(SCHEDULE, CRON, SCHEDULE, {})
        if counts.orders.new or counts.orders.changed:
            note_arrival(source, counts)
        else:
            note_nothing_new(source)
    return counts


def refuse_unless_demo(client: Client) -> None:
    if not client.is_demo:
        words = _("%(client)s is not a demo client; nothing is generated for it.")
        raise Refused(words % {"client": client.name}, code="not_demo")


def place_order(client: Client, contact: Contact, at: datetime) -> Order:
    """One more purchase by a demo contact (the demonstration's "this customer has bought")."""
    refuse_unless_demo(client)
    with client.active():
        shop = Shop(client, profile_for(client.country), at.date(), at)
        draw = Customer(f"{client.slug}:{contact.pk}:{at.isoformat()}", ()).draw("extra")
        basket = visit(shop.profile, draw, at.date()).basket
        number = f"{shop.profile.prefix}-X{contact.pk}-{int(at.timestamp())}"
        upsert_orders(Batch(SOURCE, orders=[shop.sale(number, contact.external_id, basket, at)]))
        return Order.objects.get(source=SOURCE, number=number)


class Shop:
    """The rows of one generated shop up to a moment."""

    def __init__(self, client: Client, profile: Profile, start: date, until: datetime) -> None:
        self.profile = profile
        self.currency = client.currency
        self.zone: ZoneInfo = client.zone
        self.until = until
        self.last_day = until.astimezone(client.zone).date()
        self.seed = f"{profile.slug}:{client.slug}"
        self.start = start

    def batches(self) -> Iterator[Batch]:
        """People with their last answer, articles, then orders in the order of their time."""
        people = [(customer.external_id, customer) for customer in self._customers()]
        yield Batch(SOURCE, products=[self._product(item) for item in self.profile.items])
        for answers in ([row for pair in people for row in self._answers(*pair, last=last)] for last in (False, True)):
            yield Batch(SOURCE, contacts=answers)
        rows = iter(self._orders(people))
        while orders := list(islice(rows, BATCH_ROWS)):
            yield Batch(SOURCE, orders=orders)

    def complaints(self) -> Iterator[str]:
        """Addresses whose owners complained."""
        for customer in self._customers():
            known = traits(customer, self.profile, self._moment(customer.visits[0].at))
            if known.complained:
                yield known.email

    def _customers(self) -> Iterator[Customer]:
        for customer in customers(self.profile, self.seed, self.start, self.last_day):
            if self._moment(customer.visits[0].at) <= self.until:
                yield customer

    def _answers(self, external_id: str, customer: Customer, *, last: bool) -> Iterator[ContactRow]:
        """The person as at the first order; `last`: the unsubscription that came later, if it did."""
        first = self._moment(customer.visits[0].at)
        known = traits(customer, self.profile, first)
        row = contact_row(external_id, known, first)
        if not last:
            yield row
        elif known.unsubscribed_at and known.unsubscribed_at <= self.until:
            yield replace(row, consent=Consent.OPTED_OUT, consent_at=known.unsubscribed_at)

    def _orders(self, people: list[tuple[str, Customer]]) -> list[OrderRow]:
        """Numbered in the order of their time, so that later days only add numbers."""
        sales = sorted(
            (
                (self._moment(bought.at), external_id, bought)
                for external_id, person in people
                for bought in person.visits
            ),
            key=lambda sale: sale[:2],
        )
        rows = []
        for number, (at, external_id, bought) in enumerate(sales, start=FIRST_NUMBER):
            if at <= self.until:
                name = f"{self.profile.prefix}-{number}"
                rows.append(self.sale(name, external_id, bought.basket, at))
                rows += self._returned(name, external_id, bought)
        return sorted(rows, key=attrgetter("happened_at"))

    def sale(self, number: str, owner: str, basket: tuple[tuple[Item, int], ...], at: datetime) -> OrderRow:
        lines = [LineRow(item.sku, quantity, cents(item.price), item.title) for item, quantity in basket]
        total = sum(line.quantity * line.unit_price_cents for line in lines)
        return OrderRow(number, owner, Order.Kind.SALE, total, self.currency, at, at, lines=lines)

    def _returned(self, number: str, owner: str, bought: Visit) -> Iterator[OrderRow]:
        if bought.returned_at is None or (at := self._moment(bought.returned_at)) > self.until:
            return
        item, _quantity = bought.basket[0]
        lines = [LineRow(item.sku, -1, cents(item.price), item.title)]
        yield OrderRow(
            f"{number}-R", owner, Order.Kind.RETURN, -cents(item.price), self.currency, at, at, lines=lines
        )  # fmt: skip

    def _product(self, item: Item) -> ProductRow:
        opened = self._moment(datetime.combine(self.start, datetime.min.time()))
        return ProductRow(item.sku, item.title, cents(item.price), self.currency, opened, opened, opened)

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(UTC)


def cents(price: float) -> int:
    return round(price * 100)


def refresh(client: Client) -> Counts:
    """The cron's work: up to now."""
    return generate(client, clock.now())
