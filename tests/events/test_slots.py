"""Each slot once, in the client's own time, whatever the clocks do."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from events.slots import Cron
from tenants.errors import Refused

BRUSSELS, CASABLANCA = ZoneInfo("Europe/Brussels"), ZoneInfo("Africa/Casablanca")


def slots(expression: str, zone: ZoneInfo, start: str, end: str) -> list[str]:
    """Local times of all slots between two moments (UTC), as a schedule would go through them."""
    moment, last, found = datetime.fromisoformat(start), datetime.fromisoformat(end), []
    cron = Cron(expression)
    while (moment := cron.next(moment, zone)) and moment <= last:
        found.append(f"{moment.astimezone(zone):%m-%d %H:%M}")
    return found


def test_a_daily_time_that_the_clocks_skip_happens_once_after_the_gap():
    assert slots("30 2 * * *", BRUSSELS, "2027-03-27T00:00Z", "2027-03-29T12:00Z") == [
        "03-27 02:30",
        "03-28 03:00",
        "03-29 02:30",
    ]


def test_a_daily_time_that_the_clocks_show_twice_happens_once():
    assert slots("30 2 * * *", BRUSSELS, "2027-10-30T00:00Z", "2027-11-01T12:00Z") == [
        "10-30 02:30",
        "10-31 02:30",
        "11-01 02:30",
    ]


def test_looking_again_within_the_hour_shown_twice_names_no_passed_moment():
    within_second_pass = datetime(2027, 10, 31, 1, 10, tzinfo=UTC)
    following = Cron("30 2 * * *").next(within_second_pass, BRUSSELS)
    assert following == datetime(2027, 11, 1, 1, 30, tzinfo=UTC)


def test_a_quarter_hour_rhythm_keeps_its_step_through_both_changes():
    spring = slots("*/15 * * * *", BRUSSELS, "2027-03-28T00:29Z", "2027-03-28T01:31Z")
    assert spring == ["03-28 01:30", "03-28 01:45", "03-28 03:00", "03-28 03:15", "03-28 03:30"]
    assert len(slots("*/15 * * * *", BRUSSELS, "2027-10-30T22:00Z", "2027-10-31T23:00Z")) == 25 * 4


def test_morocco_goes_back_for_ramadan_and_forth_after_it():
    every_day = slots("30 2 * * *", CASABLANCA, "2027-02-01T00:00Z", "2027-03-31T00:00Z")
    assert len(every_day) == len({day[:5] for day in every_day}) == 58


def test_morocco_ten_oclock_is_nine_utc_and_ten_during_ramadan():
    before = Cron("0 10 * * *").next(datetime(2027, 1, 10, tzinfo=UTC), CASABLANCA)
    during = Cron("0 10 * * *").next(datetime(2027, 2, 20, tzinfo=UTC), CASABLANCA)
    assert (before.hour, during.hour) == (9, 10)


def test_the_leap_day_comes_every_four_years():
    assert slots("0 9 29 2 *", BRUSSELS, "2027-01-01T00:00Z", "2033-01-01T00:00Z") == ["02-29 09:00"] * 2


@pytest.mark.parametrize("text", ["", "* * * *", "61 * * * *", "x", "@daily", "* * * * * *", "0 0 31 2 *"])
def test_an_unreadable_schedule_is_refused_with_an_example(text):
    with pytest.raises(Refused, match="five fields"):
        Cron(text)
