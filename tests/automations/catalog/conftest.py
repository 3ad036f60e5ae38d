"""A connected shop with its codes, carts that are told by signed deliveries, and a way to let time pass."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

import events
from automations.hold_out import is_held_out
from automations.models import Action, Run
from automations.services import switch
from crm.models import Contact, Source
from events.models import Job
from integrations.models import Connection
from tenants import clock, context
from tests.fakes.discounts import Discounts
from tests.fakes.shopify_shop import stamp
from tests.integrations.sync.conftest import shop as connected_shop
from tests.integrations.sync.conftest import tell
from tests.integrations.waits import slept

__all__ = ["connected_shop", "slept", "tell"]

CARTS = "abandoned-cart-series"
PICTURE = "https://cdn.shop.example/lamp.jpg"


@pytest.fixture
def shop(connected_shop: Any, mailbox: Any) -> Any:
    """The fake shop, which remembers its discount codes, with an empty mailbox."""
    connected_shop.discounts = Discounts()
    connected_shop.fake.contract.root.update(connected_shop.discounts.root())
    return connected_shop


@pytest.fixture
def buyer(shop: Any) -> Contact:
    """Salma, who said yes to e-mail and is written to by the cart series."""
    return person(CARTS)


def person(automation: str, email: str = "salma@shop.example", **fields: Any) -> Contact:
    """A contact as the shop would know it by address, never held out."""
    number, client, at = 1, context.current(), clock.now() - timedelta(days=90)
    while is_held_out(client.pk, automation, number) or Contact.objects.filter(pk=number).exists():
        number += 1
    given = {"email_consent": "opted_in", "consent_at": at, "language": "fr", "first_name": "Salma"} | fields
    return Contact.objects.create(
        pk=number, source="shopify", external_id=email, email=email, email_key=email, details_at=at, happened_at=at,
        known_at=at, created_at=at, **given,
    )  # fmt: skip


@pytest.fixture
def cart(shop: Any, tell: Callable[..., int]) -> Callable[..., int]:
    """Tell of a cart as it is now."""

    def told(number: int = 9, email: str = "salma@shop.example", **more: Any) -> int:
        body = {
            "id": number, "currency": "MAD", "total_price": "120.00", "completed_at": None, "email": email,
            "updated_at": stamp(clock.now()), "abandoned_checkout_url": f"https://shop.example/c/{number}?key=a&b=1",
            "line_items": [{"sku": "L-1", "title": "Lamp <b>red</b>", "quantity": 2, "price": "60.00",
                            "image_url": PICTURE}],
        } | more  # fmt: skip
        return tell("checkouts/update", json.dumps(body).encode())

    return told


def shop_was_read() -> None:
    """The shop was read to its end just now, and still answers."""
    now = clock.now()
    Source.objects.update_or_create(
        slug="shopify", defaults={"first_imported_at": now, "last_imported_at": now, "last_happened_at": now}
    )
    Connection.objects.filter(connector="shopify").update(checked_at=now)


def hours_pass(hours: float) -> None:
    """From one thing that is due to the next, with a shop that is read all the while."""
    end = clock.now() + timedelta(hours=hours)
    while True:
        due = Job.objects.waiting().filter(due_at__lte=end).order_by("due_at").values_list("due_at", flat=True).first()
        clock.advance(max((due or end) - clock.now(), timedelta(0)))
        shop_was_read()
        events.run_due(client=context.current())
        if due is None:
            return


def switched_on(slug: str, **params: Any) -> None:
    shop_was_read()
    switch(slug, True, None, params)


def the_run(slug: str = CARTS) -> Run:
    return Run.objects.get(automation=slug)


def states(run: Run) -> list[tuple[str, str, str]]:
    """(kind, state, reason) in the order of the plan."""
    rows = Action.objects.of_run(run)
    return list(rows.values_list("kind", "state", "reason_code"))


def due_hours(run: Run, since: datetime) -> list[float]:
    return [round((action.due_at - since).total_seconds() / 3600, 2) for action in Action.objects.of_run(run)]
