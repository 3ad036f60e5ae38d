"""A goal beside its own past, and what could be one."""

from datetime import date, timedelta

import pytest

from crm.models import Order
from sensors import goals, metrics, outlook
from sensors.models import Goal, Reading
from sensors.services import read
from tests.sensors.shop import shop

METRIC = "repeat_buyers_90d"


def past(noon, values, sensor="retention-sensor", fact=METRIC, status="ok"):
    """One reading a day, the last one now."""
    for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        Reading.objects.create(
            sensor=sensor, sector="retention", status=status, pressure=50, facts={fact: value},
            at=noon - timedelta(days=back, minutes=1), latency_ms=1,
            trace_id="00000000-0000-0000-0000-000000000001", source_at=noon, source_label="Shop",
        )  # fmt: skip


def look(now):
    (gap,) = goals.gaps(now)
    return outlook.outlook(gap, now)


def test_progress_is_the_way_done_since_the_goal_was_set(in_a, noon):
    past(noon, [40, 41, 42, 43, 44, 45, 46, 47, 48])
    goals.set_goal(METRIC, 60, due_on=date(2026, 12, 20))
    Goal.objects.update(created_at=noon - timedelta(days=8))
    found = look(noon)
    assert (found.start, found.progress) == (40, pytest.approx(0.4))


def test_the_forecast_is_for_its_date_and_none_without_one(in_a, noon):
    past(noon, [40 + 0.5 * day for day in range(20)])
    goals.set_goal(METRIC, 55, due_on=date(2026, 12, 8))
    found = look(noon)
    assert found.forecast is not None
    assert found.forecast.expected == pytest.approx(59.5)
    assert found.forecast.verdict == "likely"
    goals.set_goal(METRIC, 55)
    assert look(noon).forecast is None


def test_blocked_or_doubtful_readings_are_no_past(in_a, noon):
    past(noon, [40] * 20, status="degraded")
    goals.set_goal(METRIC, 55, due_on=date(2026, 12, 8))
    found = look(noon)
    assert (found.forecast, found.progress, found.past.points) == (None, None, [])


def test_where_orders_tell_the_past_the_weeks_are_reckoned_anew_and_said_so(in_a, noon):
    shop(noon, [1, 2, 1, 3])
    for number, row in enumerate(Order.objects.all()):
        at = noon - timedelta(days=80 - number)
        Order.objects.filter(pk=row.pk).update(happened_at=at, known_at=at)
    read("retention-sensor")
    goals.set_goal(METRIC, 90)
    found = look(noon)
    assert found.past.reckoned
    assert len(found.past.points) >= 8
    assert Reading.objects.count() == 1, "reckoning stores nothing"


def test_a_goal_is_suggested_from_the_best_quarter_of_the_own_days(in_a, noon):
    past(noon, [40, 55, 56, 57, 41, 42, 43, 44, 45, 46, 40, 40])
    (found,) = outlook.suggestions(in_a, noon)
    assert (found.metric.slug, found.now, found.target) == (METRIC, 40, 55)
    assert found.due_on == date(2027, 2, 16)


@pytest.mark.parametrize("values", [[50] * 12, [40, 55], [10, 20, 30, 40, 50, 60, 70, 80, 90, 95]])
def test_nothing_is_suggested_without_a_past_or_a_gain(in_a, noon, values):
    past(noon, values)
    assert outlook.suggestions(in_a, noon) == []


def test_what_has_a_goal_already_is_not_suggested(in_a, noon):
    past(noon, [40, 55, 56, 57, 41, 42, 43, 44, 45, 46, 40, 40])
    goals.set_goal(METRIC, 55)
    assert outlook.suggestions(in_a, noon) == []


def test_another_clients_past_is_not_ours(client_a, client_b, noon):
    with client_a.active():
        past(noon, [40, 55, 56, 57, 41, 42, 43, 44, 45, 46, 40, 40])
    with client_b.active():
        assert outlook.suggestions(client_b, noon) == []


def test_the_templates_name_figures_that_exist():
    assert {slug for slugs in outlook.TEMPLATES.values() for slug in slugs} <= set(metrics.all())
