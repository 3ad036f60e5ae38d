"""A shop whose automation has a history of runs that were approved, or went wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import reviews
from automations.models import EarnedLimit, Run
from automations.services import set_policy
from automations.services.trusting import review_limits
from tenants import clock
from tenants.models import Client, User
from tests.automations.conftest import orders_imported, review_of, run_due, run_letter


@pytest.fixture
def approved_run(shop, contact_of, manager, owner) -> Callable[..., Run]:
    """One run that writes to `people` where two are the limit, approved whole and carried out."""
    set_policy("letter", by=owner, batch=2)

    def make(people: int = 3, spent_cents: int = 40_00) -> Run:
        orders_imported()
        chosen = [contact_of(f"Buyer {number}", spent_cents=spent_cents).pk for number in range(people)]
        run = run_letter(contacts={"contacts": chosen})
        run.refresh_from_db()
        if run.review_id is not None:
            review = review_of(run)
            assert reviews.approve(review, by=manager, digest=review.digest)
        run_due()
        run.refresh_from_db()
        clock.advance(timedelta(days=1, minutes=1))
        return run

    return make


def earned(by: User, **limits: Any) -> EarnedLimit:
    values = {"customer_value_cents": 2_700_00, "batch": 25, "day_cost_cents": 270_00} | limits
    return EarnedLimit.objects.create(
        automation="letter", version="1", record={}, state="in_force", proposed_at=clock.now(),
        decided_at=clock.now(), decided_by_id=by.pk, **values,
    )  # fmt: skip


@pytest.fixture
def in_force(shop, owner) -> Callable[..., EarnedLimit]:
    """Earned limits that an owner ratified."""
    return lambda **limits: earned(owner, **limits)


@pytest.fixture
def in_force_at(owner) -> Callable[[Client], None]:
    """The same at a client that is not the active one."""

    def make(client: Client) -> None:
        with client.active():
            earned(owner)

    return make


def proposal() -> EarnedLimit | None:
    review_limits()
    return EarnedLimit.objects.proposed().first()
