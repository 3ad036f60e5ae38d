"""The cost sensor never says zero for not knowing."""

from datetime import timedelta

import pytest

from integrations import costs
from integrations.models import MICROS_PER_CENT, CostLine
from sensors import services
from tenants import clock

COSTS = "cost-tracking-sensor"


def spend(cents: int, state: str = "settled") -> None:
    CostLine.objects.create(
        what="email", amount_micros=cents * MICROS_PER_CENT, currency="MAD", state=state, at=clock.now()
    )


def test_without_a_cost_line_it_is_unknown(in_a, noon):
    costs.set_budget("month", 10_000)
    reading = services.read(COSTS)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_without_a_budget_it_is_unknown(in_a, noon):
    spend(500)
    reading = services.read(COSTS)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_money_put_aside_and_given_back_is_no_cost(in_a, noon):
    costs.set_budget("month", 10_000)
    spend(500, state="released")
    assert services.read(COSTS).status == "unknown"


def test_pressure_is_the_used_share_of_the_budget(in_a, noon):
    costs.set_budget("month", 10_000)
    spend(2_000)
    spend(500, state="reserved")
    reading = services.read(COSTS)
    assert (reading.status, reading.pressure) == ("ok", 25.0)
    assert reading.facts["budget_cents"] == 10_000
    assert reading.facts["used_micros"] == 2_500 * MICROS_PER_CENT
    assert reading.source_at == noon


def test_the_tighter_of_two_budgets_leads(in_a, noon):
    costs.set_budget("month", 10_000)
    costs.set_budget("day", 1_000)
    spend(900)
    reading = services.read(COSTS)
    assert (reading.facts["period"], reading.pressure) == ("day", 90.0)


def test_a_new_month_begins_at_a_measured_nothing(in_a, noon):
    costs.set_budget("month", 10_000)
    spend(2_000)
    clock.advance(timedelta(days=31))
    reading = services.read(COSTS)
    assert (reading.status, reading.pressure) == ("ok", 0.0), "costs are known, and none is of this month"


def test_a_passed_budget_is_a_warning_at_full_pressure(in_a, noon):
    costs.set_budget("month", 1_000)
    spend(1_500)
    reading = services.read(COSTS)
    assert (reading.status, reading.pressure) == ("warning", 100.0)


@pytest.mark.parametrize(("spent", "pressure"), [(0, 0.0), (1, 100.0)])
def test_a_budget_of_nothing_is_full_with_the_first_cost(in_a, noon, spent, pressure):
    costs.set_budget("month", 0)
    spend(spent)
    assert services.read(COSTS).pressure == pressure


def test_the_spending_of_a_week_is_told_by_service_and_day(in_a, noon):
    costs.set_budget("month", 100_000)
    spend(700)
    CostLine.objects.update(what="llm-anthropic")
    spend(1_400)
    clock.advance(timedelta(days=6))
    reading = services.read(COSTS)
    assert reading.facts["pace_micros_per_day"] == 300 * MICROS_PER_CENT
    assert reading.facts["dearest_7d_micros"] == {
        "email": 1_400 * MICROS_PER_CENT,
        "llm-anthropic": 700 * MICROS_PER_CENT,
    }
    clock.advance(timedelta(days=2))
    assert services.read(COSTS).facts["pace_micros_per_day"] == 0


def test_what_will_be_spent_tomorrow_is_no_pace_of_today(in_a, noon):
    spend(700)
    CostLine.objects.create(what="email", amount_micros=10**9, currency="MAD", at=noon + timedelta(days=1))
    assert services.read(COSTS).facts["dearest_7d_micros"] == {"email": 700 * MICROS_PER_CENT}


def test_a_pace_that_will_pass_the_months_budget_is_a_warning_in_time(in_a, noon):
    in_a.language = "en"
    costs.set_budget("month", 10_000)
    spend(6_300)
    reading = services.read(COSTS)
    assert (reading.status, reading.pressure) == ("warning", 63.0)
    assert "Nov. 22, 2026" in reading.reason, "3,700 are left at 900 a day"


def test_a_day_budget_ends_with_its_day_whatever_the_pace(in_a, noon):
    costs.set_budget("day", 10_000)
    spend(9_000)
    assert services.read(COSTS).status == "ok"


def test_what_is_spent_without_a_budget_is_still_told(in_a, noon):
    spend(700)
    reading = services.read(COSTS)
    assert (reading.status, reading.facts["pace_micros_per_day"]) == ("unknown", 100 * MICROS_PER_CENT)
