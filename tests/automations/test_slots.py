"""The first free time within working hours: pure, at its edges."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from automations.slots import LOOK_AHEAD, Hours, first_free, overlaps

BRUSSELS, CASABLANCA = ZoneInfo("Europe/Brussels"), ZoneInfo("Africa/Casablanca")
OFFICE = Hours(9, 18)
WEDNESDAY = datetime(2026, 11, 18, 9, tzinfo=UTC)


def local(found, zone=BRUSSELS):
    return f"{found[0].astimezone(zone):%a %d %H:%M}-{found[1].astimezone(zone):%H:%M}"


def free(after, taken=(), **more):
    return first_free(after, taken, **({"zone": BRUSSELS, "hours": OFFICE, "minutes": 30} | more))


def test_the_first_time_is_the_next_half_hour_within_hours():
    assert local(free(WEDNESDAY)) == "Wed 18 10:00-10:30"
    assert local(free(WEDNESDAY + timedelta(minutes=1))) == "Wed 18 10:30-11:00"
    assert local(free(WEDNESDAY, zone=CASABLANCA), CASABLANCA) == "Wed 18 10:00-10:30"


def test_after_the_last_call_of_friday_comes_monday_morning():
    friday = datetime(2026, 11, 20, 16, 31, tzinfo=UTC)
    assert local(free(friday)) == "Mon 23 09:00-09:30"


def test_a_call_ends_within_the_hours():
    assert local(free(datetime(2026, 11, 18, 16, 30, tzinfo=UTC), minutes=60)) == "Thu 19 09:00-10:00"


def test_what_is_taken_is_left_out_and_what_only_touches_is_free():
    taken = [(WEDNESDAY - timedelta(hours=1), WEDNESDAY), (WEDNESDAY, WEDNESDAY + timedelta(minutes=31))]
    assert local(free(WEDNESDAY, taken)) == "Wed 18 11:00-11:30"
    assert not overlaps((WEDNESDAY, WEDNESDAY + timedelta(hours=1)), taken[:1])


def test_no_time_in_ten_working_days_is_none():
    assert free(WEDNESDAY, [(WEDNESDAY, WEDNESDAY + timedelta(days=30))]) is None


def test_on_the_day_after_the_clocks_change_nine_is_nine_by_the_wall():
    for sunday in (date(2027, 3, 28), date(2027, 10, 31)):
        night = datetime(sunday.year, sunday.month, sunday.day, tzinfo=BRUSSELS).astimezone(UTC)
        assert local(free(night)).endswith("09:00-09:30")


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 30)), max_size=12),
    st.sampled_from([15, 30, 45, 120]),
)
def test_whatever_is_taken_the_time_is_free_in_hours_and_not_too_far(after, hours, minutes):
    taken = [(after + timedelta(hours=start), after + timedelta(hours=start + length)) for start, length in hours]
    found = free(after, taken, minutes=minutes)
    if found is None:
        return
    start, end = (each.astimezone(BRUSSELS) for each in found)
    assert found[0] >= after and end - start == timedelta(minutes=minutes)
    assert found[1] <= after + LOOK_AHEAD
    assert start.isoweekday() <= 5 and start.hour >= 9 and (end.hour, end.minute) <= (18, 0)
    assert not any(one < found[1] and found[0] < other for one, other in taken)
