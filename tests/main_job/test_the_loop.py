"""The main job, from a shop's history to e-mails that left once, on a generated and on a real shop."""

from datetime import timedelta

import pytest

from automations.models import Action, DecisionRecord, Run
from automations.outcomes import outcome
from automations.trace import trace
from reviews.models import Decision, Review
from sensors.models import Reading
from tenants import clock
from tests.main_job.conftest import (
    CHURN,
    METRIC,
    SERIES,
    actions,
    manage,
    page_of,
    previews,
    sent,
    ticks,
    without_date,
    work,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["generated", "real"])
def shop(request):
    return request.getfixturevalue("demo_shop" if request.param == "generated" else "real_shop")


def test_the_loop_closes(shop, approver, desk):
    review, shared = asks_because_of_the_goal(shop)
    preview = previews(review)
    assert sent(shop).keys().isdisjoint(preview), "nothing of it has happened"
    approved, dropped = decides_but_for_two(review, approver, desk)
    sends_exactly_what_was_approved(shop, review, preview, approved, dropped)
    shows_the_whole_way(shop, review, shared)
    does_nothing_twice(shop)


def asks_because_of_the_goal(shop) -> tuple[Review, Reading]:
    """Under the limit nothing presses; the goal that is missed picks churn, and its run asks."""
    manage("sensor", "read", "--all", "--client", shop.slug)
    with shop.active():
        reading = Reading.objects.filter(sensor="retention-sensor").latest("at")
        assert reading.pressure is not None and 45 < reading.pressure < 60
        if shop.is_rehearsal:
            assert reading.pressure == pytest.approx(52, abs=1)
    assert manage("autonomy", "tick", "--client", shop.slug).lower().startswith("nothing")
    manage("goal", "set", METRIC, str(round(100 - reading.pressure + 5)), "--client", shop.slug)
    said = manage("autonomy", "tick", "--client", shop.slug)
    assert said.startswith("Acted") and "Churn prediction" in said
    with shop.active():
        decision = DecisionRecord.objects.acted().get()
        assert (decision.cause, decision.automation) == ("goal", CHURN)
    work(shop)
    review = Review.objects.select_related("client").get(client=shop)
    assert review.automation == SERIES
    assert review.requester == "event" and review.requested_by_id is None
    assert {reason["code"] for reason in review.reasons} & {"customer_value", "batch"}
    return review, reading


def decides_but_for_two(review, approver, desk) -> tuple[set[int], set[int]]:
    """By the staff page's form, all ticks but two; who is approved, who is not."""
    staff = desk(approver)
    page = staff.get(page_of(review)).content.decode()
    offered = ticks(page)
    assert len(offered) > 2
    people = {each.contact_id for each in actions(review)}
    assert len(offered) == len(people), "one tick per recipient"
    form = {"verdict": "approve", "digest": review.digest, "action": offered[2:], "note": "But for two."}
    assert staff.post(f"{page_of(review)}decide/", form).status_code == 302
    assert staff.post(f"{page_of(review)}decide/", form).status_code == 409, "a second click decides nothing"
    assert Decision.objects.filter(review=review).count() == 1
    by_id = {str(each.pk): each.contact_id for each in actions(review)}
    dropped = {by_id[each] for value in offered[:2] for each in value.split(",")}
    assert len(dropped) == 2
    return people - dropped, dropped


def sends_exactly_what_was_approved(shop, review, preview, approved: set[int], dropped: set[int]) -> None:
    """At once and days later: each approved mail is in the mailbox, once, byte for byte but for its date."""
    planned = actions(review)
    already = sent(shop)
    for days in (0, 3):
        with clock.frozen(clock.now() + timedelta(days=days)):
            work(shop)
            work(shop)
    left = {name: raw for name, raw in sent(shop).items() if name not in already}
    states = {each.pk: each for each in actions(review)}
    done = {each.payload["message_id"] for each in states.values() if each.state == Action.State.DONE}
    assert done and set(left) & set(preview) == done
    for name in done:
        assert without_date(left[name]) == without_date(preview[name])
    for each in planned:
        state = states[each.pk].state
        if each.contact_id in dropped:
            assert state == Action.State.REJECTED
        else:
            due = each.due_at <= clock.now() + timedelta(days=3)
            expected = (Action.State.DONE, Action.State.SKIPPED) if due else (Action.State.RELEASED,)
            assert state in expected, (state, states[each.pk].reason)
    assert {each.contact_id for each in planned} == approved | dropped


def shows_the_whole_way(shop, review, reading) -> None:
    """One id from the reading to the effect, and every step of it on the run's trace."""
    with shop.active():
        run = Run.objects.get(pk=review.subject_id)
        churn = Run.objects.get(automation=CHURN)
        assert run.parent_id == churn.pk
        assert run.trace_id == churn.trace_id == reading.trace_id
        steps = trace(run)
        assert {step.phase for step in steps} == {"sensed", "decided", "asked", "acted", "learned"}
        kinds = [step.kind for step in steps]
        for kind in ("reading", "goal", "decision", "directive", "plan", "review", "effect", "outcome"):
            assert kind in kinds, kind
        assert all(step.source for step in steps if step.phase in ("sensed", "acted"))
        assert outcome(run).state not in ("helped", "hurt"), "nothing is claimed before its time"


def does_nothing_twice(shop) -> None:
    """The second tick says why; neither run, nor request, nor mail is added."""
    with shop.active():
        before = (Run.objects.count(), Action.objects.count())
    mails, asked = len(sent(shop)), Review.objects.count()
    said = manage("autonomy", "tick", "--client", shop.slug)
    work(shop)
    assert said.lower().startswith("nothing") and len(said.splitlines()[0]) > len("nothing:  ")
    with shop.active():
        assert (Run.objects.count(), Action.objects.count()) == before
    assert (len(sent(shop)), Review.objects.count()) == (mails, asked)
