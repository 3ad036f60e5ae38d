"""Replaying three months of a shop with a thousand customers: the scores day by day, and the series they start."""

import time
from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from automations.services import simulate
from crm.consent import address_key
from crm.models import Consent, Contact, Order, Source
from tenants import clock
from tenants.models import Client
from tests.bench import world
from tests.bench.report import Line

CUSTOMERS, DAYS, HISTORY_DAYS = 1_000, 90, 480
SLUGS = ("churn-prediction-resilient", "at-risk-customer-flow")


def fill(client: Client) -> None:
    """A thousand buyers who agreed to mail, each at a pace of their own, some of whom have stopped."""
    draw, now = np.random.default_rng(11), clock.now()
    begun = now - timedelta(days=HISTORY_DAYS)
    if Contact.objects.exists():
        return
    contacts = Contact.objects.bulk_create(
        Contact(
            source="bench", external_id=str(n), email=f"b{n}@shop.example", email_key=address_key(f"b{n}@shop.example"),
            first_name=f"N{n}", email_consent=Consent.OPTED_IN, consent_at=begun, happened_at=begun, known_at=begun,
            details_at=begun, created_at=begun,
        )
        for n in range(CUSTOMERS)
    )  # fmt: skip
    Order.objects.bulk_create(
        Order(
            source="bench", number=f"{contact.pk}-{place}", contact=contact, kind=Order.Kind.SALE, total_cents=40_00,
            currency=client.currency, happened_at=begun + timedelta(days=day), known_at=begun + timedelta(days=day),
        )
        for contact in contacts
        for place, day in enumerate(days_of(draw))
    )  # fmt: skip
    seen = {"first_imported_at": begun, "last_imported_at": now, "last_happened_at": now, "rows": 1}
    Source.objects.create(slug=Source.Slug.IMPORTED, **seen)


def days_of(draw: np.random.Generator) -> list[float]:
    """Days of purchases: about every 75 days until the customer leaves."""
    first, gone = draw.uniform(0, HISTORY_DAYS - 60), draw.exponential(240)
    steps = np.cumsum(draw.exponential(75, 12))
    return [float(first), *(float(first + step) for step in steps if step < gone and first + step < HISTORY_DAYS - 1)]


def measure() -> Iterator[Line]:
    client = world.client("bench-simulation")
    with client.active():
        fill(client)
        last = clock.now().astimezone(client.zone).date() - timedelta(days=1)
        for slug in SLUGS:
            begun, begun_cpu = time.perf_counter(), time.process_time()
            found = simulate(slug, last - timedelta(days=DAYS - 1), last)
            wall, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
            assert found.totals["planned"], slug
            name = f"{DAYS} days of {slug}, {CUSTOMERS:,} customers"
            yield Line(name, f"{wall:.1f} s", f"{cpu:.1f} s CPU", "at most 20 s")
