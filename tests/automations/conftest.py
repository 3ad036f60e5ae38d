"""A small shop to plan on, an automation that only tests know, and ways to run what is due."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

import events
from automations import base, fields
from automations.actions.send_email import SendEmail
from automations.actions.tag_contact import TagContact
from automations.base import Automation, Fact, Risk
from automations.guards import has_not_bought_since
from automations.hold_out import is_held_out
from automations.models import Action, Run
from automations.services import start_run
from crm.consent import address_key
from crm.models import Contact, Order, Source
from reviews.models import Review
from tenants import clock, context
from tenants.models import Client
from tests.conftest import NOON
from tests.integrations.conftest import smtp as smtp


class Letter(Automation):
    """Writes to, and tags, the contacts it is given. For tests only."""

    slug = "letter"
    title = "Letter"
    category = "tests"
    risk = Risk.FINANCIAL
    outcome_window = timedelta(days=30)

    class Params(fields.Form):
        contacts = fields.Segment("Contacts", initial={"all": True})
        steps = fields.Number("Steps", initial=1, min_value=0, max_value=3)
        tag = fields.Text("Tag", required=False, initial="")
        occasion = fields.Text("Occasion", initial="once")

    def plan(self, ctx: Any, params: dict[str, Any]) -> Iterator[Any]:
        chosen = ctx.selected(params["contacts"])
        yield Fact("contacts", len(chosen))
        for contact_id in chosen:
            if params["tag"]:
                yield TagContact(contact_id=contact_id, tag=params["tag"], once_per=(contact_id, params["occasion"]))
            for step in range(1, int(params["steps"]) + 1):
                yield SendEmail(
                    contact_id=contact_id,
                    template=f"at_risk_{step}",
                    once_per=(contact_id, params["occasion"], step),
                    due_at=ctx.now + timedelta(days=3 * (step - 1)),
                    guards=(has_not_bought_since(ctx.now),),
                )


@pytest.fixture(autouse=True)
def letter(monkeypatch: pytest.MonkeyPatch) -> Letter:
    """The test's own automation, offered like any other."""
    from automations import registry

    registry.all()
    made = Letter()
    monkeypatch.setitem(base.registered, "letter", made)
    return made


@pytest.fixture
def contact_of(noon: datetime) -> Callable[..., Contact]:
    """Make a contact who agreed to mail and once spent `spent_cents`; ids are searched until treated."""

    def make(
        name: str = "Amélie",
        *,
        spent_cents: int = 40_00,
        held_out: bool = False,
        automation: str = "letter",
        **fields: Any,
    ) -> Contact:
        client, at = context.current(), NOON - timedelta(days=200)
        number = Contact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        number += 1
        while is_held_out(client.pk, automation, number) is not held_out:
            number += 1
        email = fields.pop("email", f"contact{number}@shop.example")
        given = {"email_consent": "opted_in", "consent_at": at, "language": "fr"} | fields
        contact = Contact.objects.create(
            pk=number, source="test", external_id=str(number), email=email, email_key=address_key(email),
            first_name=name, details_at=at, happened_at=at, known_at=at, created_at=at, **given,
        )  # fmt: skip
        if spent_cents:
            order_of(contact, at, spent_cents)
        return contact

    return make


def order_of(contact: Contact, at: datetime, cents: int = 40_00) -> Order:
    return Order.objects.create(
        source="test", number=f"{contact.pk}-{at.timestamp()}", contact=contact, kind="sale", total_cents=cents,
        currency=context.current().currency, happened_at=at, known_at=at,
    )  # fmt: skip


def orders_imported(at: datetime | None = None) -> None:
    """The shop's orders are known up to `at` (now)."""
    moment = at or clock.now()
    values = {"first_imported_at": moment, "last_imported_at": moment, "last_happened_at": moment, "rows": 1}
    Source.objects.update_or_create(slug="imported-orders", defaults=values)


@pytest.fixture
def shop(in_a: Client, noon: datetime, mailbox: Any) -> Client:
    """Client A with fresh orders and an empty mailbox, at noon."""
    orders_imported()
    return in_a


def run_letter(**params: Any) -> Run:
    trigger = params.pop("trigger", "manual")
    by = params.pop("by", None)
    return start_run("letter", params, trigger=trigger, by=by)


def review_of(run: Run) -> Review:
    return Review.objects.get(pk=run.review_id)


def run_due() -> int:
    return events.run_due(client=context.current())


def states(run: Run) -> dict[str, int]:
    return Action.objects.filter(run=run).counts()
