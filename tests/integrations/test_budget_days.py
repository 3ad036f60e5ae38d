"""A budget's day is the client's own, also on the days when the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from integrations import costs
from integrations.costs import Price
from tenants import clock
from tenants.errors import Refused
from tenants.models import Client

ZONES = ("Africa/Casablanca", "Europe/Paris", "Atlantic/Azores", "Africa/Cairo", "America/Santiago", "Asia/Dubai")


@pytest.mark.django_db
def test_an_hour_that_comes_twice_is_not_a_second_days_budget(in_a):
    """In the Azores 00:30 comes twice on 25 October 2026: at 00:30 and at 01:30 UTC."""
    in_a.timezone = "Atlantic/Azores"
    costs.set_budget("day", 10_00)
    with clock.frozen(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)):
        costs.reserve([(None, Price("email", 9_000_000))])
    with clock.frozen(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)), pytest.raises(Refused):
        costs.reserve([(None, Price("email", 2_000_000))])


@settings(deadline=None, max_examples=300)
@given(
    st.integers(1_704_067_200, 1_861_833_600).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(ZONES),
    st.sampled_from(["day", "month"]),
)
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Atlantic/Azores", "day")
@example(datetime(2026, 4, 24, 12, tzinfo=UTC), "Africa/Cairo", "day")
def test_a_period_begins_with_the_first_moment_of_its_first_date(now, zone, period):
    place = ZoneInfo(zone)
    start = costs.period_start(period, Client(timezone=zone), now).astimezone(UTC)
    first, today = start.astimezone(place).date(), now.astimezone(place).date()
    assert start <= now
    assert first == (today if period == "day" else today.replace(day=1))
    just_before = datetime.fromtimestamp(start.timestamp() - 1, UTC).astimezone(place).date()
    assert just_before < first
