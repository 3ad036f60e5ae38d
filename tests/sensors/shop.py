"""A small shop to measure: buyers with a number of orders each."""

from datetime import datetime, timedelta

from crm.models import Contact, Order, Source
from sensors.base import Read, Sensor, registered
from sensors.base import Source as From
from sensors.sectors import Sector


def shop(now: datetime, orders_per_buyer: list[int], *, newest: timedelta = timedelta(hours=20)) -> Source:
    """Each buyer's orders lie a day apart; the newest of all is `newest` old."""
    for index, orders in enumerate(orders_per_buyer):
        buyer = contact(now, f"c{index}")
        for number in range(orders):
            order(buyer, now - newest - timedelta(days=number), f"{index}-{number}")
    return source(now - newest)


def source(newest: datetime) -> Source:
    fields = dict.fromkeys(("first_imported_at", "last_happened_at", "last_imported_at"), newest)
    return Source.objects.create(slug="imported-orders", rows=1, **fields)


def contact(now: datetime, external_id: str) -> Contact:
    long_ago = now - timedelta(days=400)
    return Contact.objects.create(
        source="imported-orders", external_id=external_id, happened_at=long_ago, known_at=long_ago, created_at=long_ago,
        details_at=long_ago,
    )  # fmt: skip


def order(buyer: Contact, at: datetime, number: str, *, kind: str = "sale", total_cents: int = 1_000) -> Order:
    return Order.objects.create(
        source="imported-orders", number=number, contact=buyer, kind=kind, total_cents=total_cents, currency="MAD",
        happened_at=at, known_at=at,
    )  # fmt: skip


class Probe(Sensor):
    """A sensor of the tests; `answer` is what reading it does."""

    slug = "probe-sensor"
    title = "Probe"
    description = "Answers as told."
    sector = Sector.SUPPLY

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
