"""Goals: set, replaced, reached, dropped, and refused with a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from sensors import goals, metrics, services
from sensors.base import Metric
from sensors.models import Goal
from tenants import clock
from tenants.errors import Refused
from tenants.models import User
from tests.sensors.shop import contact, install, measured, order, shop

METRIC = "repeat_buyers_90d"
VISITS = Metric("visits", "Visits", "visits")


def test_a_goal_is_compared_with_the_last_reading(in_a, noon, owner):
    shop(noon, [1, 1, 2, 2])
    services.read("retention-sensor")
    goal = services.set_goal(METRIC, 60, due_on=date(2027, 3, 31), by=owner)
    gap = goals.gap(goal, noon)
    assert (gap.now.value, gap.missing, gap.overdue) == (50.0, 10.0, False)
    assert (goal.sector, goal.direction, goal.by_user_id) == ("retention", "up", owner.pk)


def test_before_the_first_reading_the_gap_is_not_known(in_a, noon):
    goal = services.set_goal(METRIC, 60)
    gap = goals.gap(goal, noon)
    assert (gap.now.value, gap.missing, gap.now.status) == (None, None, "unknown")


def test_an_old_reading_is_shown_as_old(in_a, noon):
    shop(noon, [1, 2])
    services.read("retention-sensor")
    clock.advance(timedelta(hours=13))
    value = metrics.value(METRIC, clock.now())
    assert (value.value, value.status) == (50.0, "stale")


def test_a_new_goal_takes_the_place_of_the_open_one(in_a, noon):
    services.set_goal(METRIC, 55)
    services.set_goal(METRIC, 60)
    assert list(Goal.objects.order_by("id").values_list("target", "state")) == [(55, "dropped"), (60, "active")]


def test_a_goal_is_reached_by_the_second_reading_in_its_turn_that_meets_it(in_a, noon):
    shop(noon, [1, 2])
    goal = services.set_goal(METRIC, 60)
    assert read_again(goal) == "active", "it is behind"
    order(contact(noon, "new"), noon - timedelta(hours=1), "n1")
    for external_id in ("x", "y", "z"):
        buyer = contact(noon, external_id)
        order(buyer, noon - timedelta(hours=2), f"{external_id}1")
        order(buyer, noon - timedelta(hours=1), f"{external_id}2")
    assert read_again(goal, timedelta(hours=6)) == "active", "one reading may be odd"
    assert read_again(goal, timedelta(minutes=1)) == "active", "the same thing seen twice"
    assert read_again(goal, timedelta(hours=6)) == "reached"
    assert Event.objects.filter(type="goal.reached", client_id=in_a.pk).count() == 1


def read_again(goal, later=timedelta()):
    clock.advance(later)
    services.read("retention-sensor")
    goal.refresh_from_db()
    return goal.state


def test_one_odd_reading_between_closes_no_goal(in_a, noon, monkeypatch):
    visits = iter([900, 4000, 900, 4000, 4000])
    install(monkeypatch, lambda tools: replace(measured(10), facts={"visits": next(visits)}), metrics=(VISITS,))
    goal = services.set_goal("visits", 1000)
    states = []
    for _each in range(5):
        clock.advance(timedelta(hours=6))
        services.read("probe-sensor")
        goal.refresh_from_db()
        states.append(goal.state)
    assert states == ["active"] * 4 + ["reached"]


@pytest.mark.parametrize("figure", [1e300, -1e300, 10**12])
def test_a_figure_no_shop_has_is_an_error_and_no_measure(in_a, noon, monkeypatch, figure):
    install(monkeypatch, lambda tools: replace(measured(10), facts={"visits": figure}), metrics=(VISITS,))
    reading = services.read("probe-sensor")
    assert (reading.status, reading.facts) == ("error", {})
    assert "visits" in reading.reason


def test_a_stale_reading_reaches_nothing(in_a, noon):
    shop(noon, [2, 2], newest=timedelta(days=8))
    goal = services.set_goal(METRIC, 60)
    assert services.read("retention-sensor").status == "stale"
    goal.refresh_from_db()
    assert goal.state == "active"


@pytest.mark.parametrize("target", ["abc", "", "nan", "inf", "-1", "100.5", "10**400"])
def test_a_target_that_cannot_be_is_refused(in_a, noon, target):
    with pytest.raises(Refused) as refused:
        services.set_goal(METRIC, target)
    assert refused.value.code == "goal_target"
    assert not Goal.objects.exists()


@pytest.mark.parametrize(("target", "number"), [("55", 55), ("55,5", 55.5), ("60 %", 60), (0, 0)])
def test_a_target_may_be_written_as_people_do(in_a, noon, target, number):
    assert services.set_goal(METRIC, target).target == number


def test_a_metric_nobody_measures_is_refused_with_those_there_are(in_a):
    with pytest.raises(Refused, match=METRIC):
        services.set_goal("happiness", 55)


def test_a_date_that_is_over_is_refused(in_a, noon):
    with pytest.raises(Refused) as refused:
        services.set_goal(METRIC, 55, due_on=clock.today(in_a))
    assert refused.value.code == "goal_date"


def test_a_goal_is_overdue_the_day_after_its_date(in_a, noon):
    goal = services.set_goal(METRIC, 55, due_on=clock.today(in_a) + timedelta(days=1))
    clock.advance(timedelta(days=1))
    assert not goals.gap(goal, clock.now()).overdue
    clock.advance(timedelta(days=1))
    assert goals.gap(goal, clock.now()).overdue


def test_dropping_what_is_not_there_is_refused(in_a):
    with pytest.raises(Refused):
        services.drop_goal(METRIC)


def test_a_dropped_goal_asks_for_nothing(in_a, noon, owner):
    services.set_goal(METRIC, 55)
    services.drop_goal(METRIC, by=owner)
    assert goals.gaps(noon) == []


def test_the_database_allows_one_open_goal_per_metric(in_a, noon):
    services.set_goal(METRIC, 55)
    twin = Goal(metric=METRIC, target=1, direction="up", sector="retention", created_at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_downward_goal_is_missed_from_above():
    goal = Goal(metric="m", target=10, direction="down")
    assert (goal.gap(12), goal.gap(10), goal.gap(8)) == (2, 0, 0)


def test_who_may_only_look_sets_and_drops_no_goal(manager_b, in_a, noon, viewer, outsider, staff_viewer):
    services.set_goal(METRIC, 55)
    for person in (viewer, manager_b, outsider, staff_viewer):
        with pytest.raises(Refused):
            services.set_goal(METRIC, 60, by=person)
        with pytest.raises(Refused):
            services.drop_goal(METRIC, by=person)
    assert Goal.objects.get().state == "active"


def test_goals_stay_with_their_client(client_a, client_b, noon):
    with client_a.active():
        services.set_goal(METRIC, 55)
    with client_b.active():
        assert goals.gaps(noon) == []


def test_who_sets_a_goal_answers_for_it_unless_somebody_else_of_the_client_is_named(in_a, owner, manager):
    assert services.set_goal(METRIC, 50).owner_id is None
    assert services.set_goal(METRIC, 55, by=owner).owner_id == owner.pk
    handed = services.set_goal(METRIC, 60, by=owner, owner=manager)
    assert (handed.owner_id, handed.by_user_id) == (manager.pk, owner.pk)


def test_nobody_from_outside_the_client_answers_for_its_goals(manager_b, in_a, owner, outsider, approver):
    for stranger in (manager_b, outsider, approver):
        with pytest.raises(Refused) as refused:
            services.set_goal(METRIC, 55, by=owner, owner=stranger)
        assert refused.value.code == "goal_owner"
    assert not Goal.objects.exists()


def test_somebody_whose_account_is_closed_answers_for_nothing_new(in_a, owner, manager):
    User.objects.filter(pk=manager.pk).update(is_active=False)
    with pytest.raises(Refused):
        services.set_goal(METRIC, 55, by=owner, owner=manager)
