"""Quiet hours, frequency and the held-out share: pure rules, at their edges."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations import frequency, hold_out, quiet_hours

BRUSSELS = ZoneInfo("Europe/Brussels")
FIRST, LAST = datetime(2026, 1, 1), datetime(2028, 12, 31)  # noqa: DTZ001  (the strategy adds the zone)
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("local", "allowed"),
    [("08:59", "09:00"), ("09:00", "09:00"), ("19:59", "19:59"), ("20:00", "09:00"), ("00:00", "09:00")],
)
def test_mail_leaves_from_nine_to_eight(local, allowed):
    at = datetime.combine(date(2026, 11, 18), time.fromisoformat(local), tzinfo=BRUSSELS)
    assert f"{quiet_hours.next_allowed(at.astimezone(UTC), BRUSSELS).astimezone(BRUSSELS):%H:%M}" == allowed


@pytest.mark.parametrize("night", [date(2027, 3, 27), date(2027, 10, 30)])
def test_the_morning_after_the_clocks_change_is_nine_by_the_wall(night):
    evening = datetime.combine(night, time(21), tzinfo=BRUSSELS).astimezone(UTC)
    morning = quiet_hours.next_allowed(evening, BRUSSELS).astimezone(BRUSSELS)
    assert (morning.date(), morning.time()) == (night + timedelta(days=1), time(9))


@given(MOMENTS, st.sampled_from(["Europe/Brussels", "Africa/Casablanca", "America/New_York", "Asia/Kathmandu"]))
def test_the_next_allowed_moment_is_allowed_and_never_earlier(at, name):
    zone = ZoneInfo(name)
    allowed = quiet_hours.next_allowed(at, zone)
    assert timedelta() <= allowed - at <= timedelta(hours=14)
    assert quiet_hours.next_allowed(allowed, zone) == allowed


@pytest.mark.parametrize("name", ["", "Nowhere/Here", "../etc/passwd", "\0"])
def test_an_unknown_zone_is_the_clients(name):
    client = SimpleNamespace(zone=BRUSSELS)
    assert quiet_hours.zone_of(name, client) == BRUSSELS


@given(st.lists(st.integers(0, 40 * 24), max_size=6), st.integers(0, 40 * 24))
def test_whatever_was_sent_the_next_one_keeps_the_gap_and_the_number(hours, now):
    start = datetime(2026, 11, 1, tzinfo=UTC)
    earlier = [start + timedelta(hours=each) for each in hours if each <= now]
    at = start + timedelta(hours=now)
    free = frequency.free_at(earlier, at)
    assert free >= at
    assert all(free - sent >= frequency.GAP for sent in earlier)
    assert sum(sent > free - frequency.WINDOW for sent in earlier) < frequency.MOST


def test_nobody_was_written_to_so_it_may_leave_now():
    at = datetime(2026, 11, 1, tzinfo=UTC)
    assert frequency.free_at([], at) == at
    assert frequency.free_at([at - timedelta(hours=47)], at) == at + timedelta(hours=1)


def test_about_a_tenth_is_held_out_always_the_same_and_differently_per_client_and_automation():
    def share(client: int, automation: str) -> set[int]:
        return {each for each in range(10_000) if hold_out.is_held_out(client, automation, each)}

    here = share(1, "letter")
    assert 900 < len(here) < 1_100
    assert share(1, "letter") == here
    assert len(here & share(2, "letter")) < 200
    assert len(here & share(1, "other")) < 200


def test_no_share_holds_nobody_out_and_a_whole_one_everybody():
    assert not any(hold_out.is_held_out(1, "x", each, share_percent=0) for each in range(100))
    assert all(hold_out.is_held_out(1, "x", each, share_percent=100) for each in range(100))
