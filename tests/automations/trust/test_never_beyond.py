"""Whatever happens in whatever order: nothing runs without a person that passes the limits in force.

Planning, policy, claim and limits are the real ones; the mail itself is neither written nor sent, and
the worker is played by a loop. The sum itself is tried with hundreds of orders in `test_room`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db.models.functions import Coalesce
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reviews
from automations import execution
from automations.actions.send_email import SendEmail
from automations.models import Action, EarnedLimit
from automations.services import set_policy
from automations.trust import force
from integrations.costs import Price
from reviews.models import Decision
from tenants import clock
from tests.automations.conftest import orders_imported, review_of, run_letter
from tests.automations.trust.conftest import earned

CENT, DAY = 10_000, timedelta(days=1)
WORTH = (10_00, 100_00, 100_01, 400_00)
STEP = st.one_of(
    st.tuples(
        st.just("run"), st.integers(1, 4), st.sampled_from(WORTH), st.integers(0, 3), st.integers(1, 2), st.booleans()
    ),
    st.tuples(st.just("earn"), st.integers(1, 4), st.sampled_from([50_00, 150_00, 400_00]), st.integers(2, 8)),
    st.tuples(st.sampled_from(["demote", "approve"])),
    st.tuples(st.just("wait"), st.sampled_from([1, 20, 25, 73]), st.booleans()),
)


@dataclass(frozen=True)
class InForce:
    """Limits from a moment on: people, a customer's worth and a day's cost in cents."""

    at: datetime
    batch: int = 2
    value: int = 100_00
    cost: int = 5


@pytest.fixture
def people(shop, owner, contact_of, monkeypatch):
    """Five customers of each worth, and mail that costs what the test says but is not made."""
    monkeypatch.setattr(SendEmail, "draft", lambda self, desk, key: {})
    monkeypatch.setattr(SendEmail, "execute", lambda action: None)
    limits = InForce(clock.now())
    set_policy("letter", by=owner, batch=limits.batch, customer_value_cents=limits.value, day_cost_cents=limits.cost)
    return {cents: [contact_of(f"P{n}", spent_cents=cents).pk for n in range(5)] for cents in WORTH}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=4, max_size=9))
@pytest.mark.django_db
def test_what_nobody_approved_stays_inside_the_limits_of_the_day_it_leaves(people, owner, manager, monkeypatch, steps):
    EarnedLimit.objects.all().delete()
    Action.objects.all().delete()
    history = [InForce(clock.now())]
    for step in [*steps, ("wait", 25, True), ("wait", 73, True)]:
        clock.advance(timedelta(seconds=1))  # what changes the limits and what leaves happen one after the other
        match step:
            case ("run", number, cents, price, letters, at_once):
                monkeypatch.setattr(SendEmail, "price", lambda self, cost=price: Price("mail", cost * CENT))
                orders_imported()
                chosen = {"contacts": people[cents][:number]}
                run_letter(contacts=chosen, occasion=str(clock.now().timestamp()), steps=letters)
                work(at_once)
            case ("earn", batch, value, cost):
                force.demote("letter", "replaced")
                earned(owner, batch=batch, customer_value_cents=value, day_cost_cents=cost)
                old = InForce(clock.now())
                history.append(InForce(old.at, max(old.batch, batch), max(old.value, value), max(old.cost, cost)))
            case ("demote",):
                force.demote("letter", "failed")
                history.append(InForce(clock.now()))
            case ("approve",):
                approve_one(manager)
            case ("wait", hours, at_work):
                clock.advance(timedelta(hours=hours))
                work(at_work)
    assert_inside(history)


def work(at_work: bool) -> None:
    """What is due is claimed, unless the workers stand still."""
    if not at_work:
        return
    orders_imported()
    rows = Action.objects.released().annotate(when=Coalesce("postponed_to", "due_at")).filter(when__lte=clock.now())
    for pk in rows.order_by("when").values_list("pk", flat=True):
        execution.act(pk)


def approve_one(manager) -> None:
    waiting = Action.objects.waiting().first()
    if waiting is not None:
        review = review_of(waiting.run)
        assert reviews.approve(review, by=manager, digest=review.digest)


def assert_inside(history) -> None:
    """What left without a decision: on the day it left, all that had left was inside the limits of that moment."""
    covered = {each for decision in Decision.objects.all() for each in decision.actions}
    done = [each for each in Action.objects.filter(state="done") if str(each.pk) not in covered]
    for action in done:
        now = in_force_at(history, action.done_at)
        assert (action.value_cents or 0) <= in_force_at(history, action.released_at).value
        beside = [each for each in done if action.done_at - DAY < each.done_at <= action.done_at]
        assert len({each.contact_id for each in beside}) <= now.batch
        spent = sum(each.cost_micros for each in beside)
        assert not action.cost_micros or spent <= now.cost * CENT, "what costs nothing may leave on a dear day"


def in_force_at(history, at) -> InForce:
    return [each for each in history if each.at <= at][-1]
