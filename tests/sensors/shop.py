"""A small shop to measure: buyers with a number of orders each."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

from crm.models import Contact, LeadScore, Order, Source
from sensors.base import Read, Sensor, registered
from sensors.base import Source as From
from sensors.sectors import Sector

SOURCE = "imported-orders"


def shop(now: datetime, orders_per_buyer: list[int], *, newest: timedelta = timedelta(hours=20)) -> Source:
    """Each buyer's orders lie a day apart; the newest of all is `newest` old."""
    for index, orders in enumerate(orders_per_buyer):
        buyer = contact(now, f"c{index}")
        for number in range(orders):
            order(buyer, now - newest - timedelta(days=number), f"{index}-{number}")
    return source(now - newest)


def scored_lead(at: datetime, score: int = 50, lead: Contact | None = None) -> Contact:
    """A lead that was scored then; or another score of one that is there."""
    who = lead or contact(at, f"lead {LeadScore.objects.count()}")
    tier = "hot" if score >= 75 else "warm" if score >= 50 else "cold"
    LeadScore.objects.create(contact=who, score=score, tier=tier, at=at, looked_at=at)
    return who


def real_orders(file: Path, now: datetime) -> None:
    """The real shop's orders, moved by whole days so that the last one is from yesterday."""
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    times = [datetime.fromisoformat(row["ordered_at"]).replace(tzinfo=now.tzinfo) for row in rows]
    shift = timedelta(days=(now.date() - timedelta(days=1) - max(times).date()).days)
    when = dict.fromkeys(("happened_at", "known_at", "created_at", "details_at"), min(times) + shift)
    names = sorted({row["customer_id"] for row in rows})
    buyers = Contact.objects.bulk_create(Contact(source=SOURCE, external_id=name, **when) for name in names)
    ids = {buyer.external_id: buyer.pk for buyer in buyers}
    Order.objects.bulk_create(
        Order(
            source=SOURCE,
            number=row["order_no"],
            contact_id=ids[row["customer_id"]],
            kind=row["kind"],
            total_cents=round(float(row["total_gbp"]) * 100),
            currency="GBP",
            happened_at=at + shift,
            known_at=at + shift,
        )
        for row, at in zip(rows, times, strict=True)
    )
    source(max(times) + shift)


def source(newest: datetime) -> Source:
    fields = dict.fromkeys(("first_imported_at", "last_happened_at", "last_imported_at"), newest)
    return Source.objects.create(slug=SOURCE, rows=1, **fields)


def contact(now: datetime, external_id: str) -> Contact:
    long_ago = now - timedelta(days=400)
    return Contact.objects.create(
        source=SOURCE, external_id=external_id, happened_at=long_ago, known_at=long_ago, created_at=long_ago,
        details_at=long_ago,
    )  # fmt: skip


def order(buyer: Contact, at: datetime, number: str, *, kind: str = "sale", total_cents: int = 1_000) -> Order:
    return Order.objects.create(
        source=SOURCE, number=number, contact=buyer, kind=kind, total_cents=total_cents, currency="MAD",
        happened_at=at, known_at=at,
    )  # fmt: skip


class Probe(Sensor):
    """A sensor of the tests; `answer` is what reading it does."""

    slug = "probe-sensor"
    title = "Probe"
    description = "Answers as told."
    sector = Sector.OPERATIONS

    def __init__(self, answer, **attributes) -> None:
        self.answer = answer
        for name, value in attributes.items():
            setattr(self, name, value)

    def read(self, tools) -> Read:
        return self.answer(tools)


def install(monkeypatch, answer, **attributes) -> Probe:
    """Put a probe in the registry for one test."""
    probe = Probe(answer, **attributes)
    from sensors import registry

    registry.all()
    monkeypatch.setitem(registered, probe.slug, probe)
    return probe


def measured(pressure: float, at: datetime | None = None) -> Read:
    return Read.ok(pressure=pressure, source=From("probe", "Probe records", at), facts={})
