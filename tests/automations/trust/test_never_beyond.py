"""Whatever happens in whatever order: nothing runs without a person that passes the limits in force."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reviews
from automations.models import Action, EarnedLimit
from automations.services import set_policy
from automations.trust import force
from reviews.models import Decision
from tenants import clock
from tests.automations.conftest import orders_imported, review_of, run_due, run_letter
from tests.automations.trust.conftest import earned

BATCH, VALUE = 2, 100_00
STEP = st.one_of(
    st.tuples(st.just("run"), st.integers(1, 6), st.sampled_from([10_00, 100_00, 100_01, 150_00, 900_00])),
    st.tuples(st.just("earn"), st.integers(1, 5), st.sampled_from([50_00, 150_00, 400_00])),
    st.tuples(st.just("demote"), st.just(0), st.just(0)),
    st.tuples(st.just("approve"), st.just(0), st.just(0)),
    st.tuples(st.just("wait"), st.integers(1, 30), st.just(0)),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=9))
@pytest.mark.django_db
def test_what_nobody_approved_stays_inside_the_limits_of_its_hour(shop, owner, manager, contact_of, steps):
    set_policy("letter", by=owner, batch=BATCH, customer_value_cents=VALUE)
    EarnedLimit.objects.all().delete()
    Action.objects.all().delete()
    history: list[tuple[object, int, int]] = [(clock.now(), BATCH, VALUE)]
    for what, number, cents in steps:
        clock.advance(timedelta(seconds=1))  # what changes the limits and what is let go happen one after the other
        if what == "run":
            orders_imported()
            chosen = [contact_of(f"P{n}", spent_cents=cents).pk for n in range(number)]
            run_letter(contacts={"contacts": chosen}, occasion=str(clock.now().timestamp()))
        elif what == "earn":
            force.demote("letter", "replaced")
            earned(owner, batch=number, customer_value_cents=cents)
            history.append((clock.now(), max(BATCH, number), max(VALUE, cents)))
        elif what == "demote":
            force.demote("letter", "failed")
            history.append((clock.now(), BATCH, VALUE))
        elif what == "approve":
            approve_one(manager)
        else:
            clock.advance(timedelta(hours=number))
        run_due()
        assert_inside(history)


def approve_one(manager) -> None:
    waiting = Action.objects.waiting().first()
    if waiting is not None:
        review = review_of(waiting.run)
        assert reviews.approve(review, by=manager, digest=review.digest)


def assert_inside(history) -> None:
    """Every done action is covered by a decision, or by limits that were in force since its last day began."""
    covered = {each for decision in Decision.objects.all() for each in decision.actions}
    done = [each for each in Action.objects.filter(state="done") if str(each.pk) not in covered]
    for action in done:
        assert action.released_at is not None
        at, day = action.released_at, action.released_at - timedelta(days=1)
        assert (action.value_cents or 0) <= in_force_at(history, at)[2]
        beside = {each.contact_id for each in done if day < each.released_at <= at}
        assert len(beside) <= max(each[1] for each in (in_force_at(history, day), *since(history, day, at)))


def in_force_at(history, at):
    return [each for each in history if each[0] <= at][-1] if history[0][0] <= at else history[0]


def since(history, day, at):
    return [each for each in history if day < each[0] <= at]
