"""What nobody approved leaves only while there is room within the day's limits, by what really left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

import reviews
from automations import room
from automations.actions.send_email import SendEmail
from automations.models import Action
from automations.room import Left
from automations.services import set_policy
from integrations.costs import Price
from tenants import clock
from tests.automations.conftest import orders_imported, review_of, run_due, run_letter, states

NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CENT = 10_000


def left(hours_ago: float, person: int | None, cents: int = 0) -> Left:
    return Left(NOON - timedelta(hours=hours_ago), person, cents * CENT)


@pytest.mark.parametrize(
    ("before", "wanted", "from_hours"),
    [
        ([], left(0, 1), 0),
        ([left(3, 1)], left(0, 2), 0),
        ([left(3, 1), left(2, 2)], left(0, 3), 21),
        ([left(3, 1), left(2, 2), left(1, 3)], left(0, 4), 22),
        ([left(3, 1), left(2, 2)], left(0, 1), 0),
        ([left(30, 1), left(2, 2)], left(0, 3), 0),
        ([left(3, 1), left(2, 1), left(1, 2)], left(0, 3), 22),
        ([left(3, None, 6), left(2, None, 3)], left(0, None, 1), 0),
        ([left(3, None, 6), left(2, None, 3)], left(0, None, 2), 21),
        ([left(3, 1, 6), left(2, 2, 3)], left(0, 3, 8), 22),
        ([], left(0, None, 11), None),
    ],
)
def test_two_people_and_ten_cents_a_day(before, wanted, from_hours):
    found = room.free_from(before, wanted, batch=2, day_cost_cents=10)
    assert found == (None if from_hours is None else NOON + timedelta(hours=from_hours))


def test_where_nobody_may_be_reached_there_is_never_room():
    assert room.free_from([], left(0, 1), batch=0, day_cost_cents=10) is None
    assert room.free_from([], left(0, None, 5), batch=0, day_cost_cents=10) == NOON


PEOPLE, COST = st.one_of(st.none(), st.integers(1, 6)), st.integers(0, 12)
EFFECT = st.tuples(st.integers(0, 40), PEOPLE, COST, st.integers(0, 4), st.integers(0, 15))


@settings(max_examples=200, deadline=None)
@given(effects=st.lists(EFFECT, max_size=25))
def test_whatever_is_wanted_under_whatever_limits_no_day_is_passed_and_each_wait_was_needed(effects):
    gone: list[Left] = []
    now = NOON
    for hours, person, cost, batch, cents in effects:
        now += timedelta(hours=hours)
        wanted = Left(now, person, cost * CENT)
        free = room.free_from(gone, wanted, batch=batch, day_cost_cents=cents)
        if free is None:
            assert cost > cents or (person is not None and batch == 0)
            continue
        if free > now:
            for at in (now, free - timedelta(seconds=1)):
                people, money = used([*gone, Left(at, person, cost * CENT)], at)
                assert people > batch or money > cents
        now = free
        gone.append(Left(free, person, cost * CENT))
        people, money = used(gone, now)
        assert person is None or people <= batch
        assert not cost or money <= cents


def used(gone: list[Left], now: datetime) -> tuple[int, float]:
    """People, and cents, of the day that ends now."""
    lately = [each for each in gone if now - DAY < each.at <= now]
    people = {each.person for each in lately} - {None}
    return len(people), sum(each.cost_micros for each in lately) / CENT


def test_days_that_pile_up_before_the_workers_come_back_ask(shop, owner, contact_of):
    set_policy("letter", by=owner, batch=2)
    runs = []
    for day in range(3):
        orders_imported()
        chosen = [contact_of(f"D{day}{number}").pk for number in range(2)]
        runs.append(run_letter(contacts={"contacts": chosen}, occasion=str(day)))
        clock.advance(timedelta(days=1, minutes=1))
    assert [run.review_id is None for run in runs] == [True, False, False]
    run_due()
    assert Action.objects.filter(state="done").count() == 2


def test_the_second_message_of_a_series_counts_on_the_day_it_is_due(shop, owner, contact_of):
    set_policy("letter", by=owner, batch=2)
    run_letter(contacts={"contacts": [contact_of(f"A{number}").pk for number in range(2)]}, steps=2)
    run_due()
    clock.advance(timedelta(days=2, hours=12))
    orders_imported()
    later = run_letter(contacts={"contacts": [contact_of("B").pk]}, occasion="b")
    assert later.review_id is not None


@pytest.fixture
def crowded(shop, owner, contact_of):
    """Two let go at once while four were the limit; then it was lowered to one."""
    set_policy("letter", by=owner, batch=4)
    run = run_letter(contacts={"contacts": [contact_of(f"A{number}").pk for number in range(2)]})
    set_policy("letter", by=owner, batch=1)
    run_due()
    return run


def test_what_passes_the_limit_when_it_would_leave_waits_until_there_is_room(crowded):
    assert states(crowded) == {"done": 1, "released": 1}
    held = Action.objects.get(state="released")
    assert (held.reason_code, held.postponed_to) == ("day_limit", Action.objects.get(state="done").done_at + DAY)
    clock.advance(DAY)
    orders_imported()
    run_due()
    assert states(crowded) == {"done": 2}


def test_what_finds_no_room_for_a_week_is_called_off_and_asks_when_it_is_planned_again(crowded, owner):
    set_policy("letter", by=owner, batch=0)
    clock.advance(DAY)
    run_due()
    gone = Action.objects.get(state="cancelled")
    assert gone.reason_code == "no_room"
    again = run_letter(contacts={"contacts": [gone.contact_id]})
    assert again.review_id is not None


def test_what_a_person_approved_needs_no_room(shop, owner, manager, contact_of):
    set_policy("letter", by=owner, batch=1)
    for number in range(3):
        contact_of(f"A{number}")
    run = run_letter()
    review = review_of(run)
    assert reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    assert states(run) == {"done": 3}


def test_a_days_costs_are_counted_when_they_arise(shop, owner, contact_of, monkeypatch):
    monkeypatch.setattr(SendEmail, "price", lambda self: Price("mail", 4 * CENT))
    set_policy("letter", by=owner, day_cost_cents=8)
    for day in range(2):
        orders_imported()
        run = run_letter(contacts={"contacts": [contact_of(f"C{day}").pk]}, occasion=str(day), steps=1 + day)
        clock.advance(DAY)
    assert run.review_id is not None, "what was let go yesterday and has not left yet costs today"
    set_policy("letter", by=owner, day_cost_cents=3)
    run_due()
    assert not Action.objects.filter(state="done").exists()
    assert Action.objects.get(state="cancelled").reason_code == "no_room"


def test_what_reaches_nobody_and_costs_nothing_is_not_counted_at_all(shop, contact_of, monkeypatch):
    monkeypatch.setattr(room, "left_since", lambda *_args, **_more: 1 / 0)
    contact_of()
    run = run_letter(steps=0, tag="SEEN")
    run_due()
    assert states(run) == {"done": 1}


def test_how_much_left_lately_is_found_by_an_index(shop):
    counted = Action.objects.counted_in_limits().left_since(clock.now())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "action_counted" in counted.explain()
        let_go = Action.objects.filter(state="released", due_at__lte=clock.now())
        assert "action_to_come" in let_go.explain()
