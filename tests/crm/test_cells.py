"""Times and amounts as shops write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm.importers import cells, countries
from crm.importers.table import BadRow
from crm.names import person

BRUSSELS, CASABLANCA = ZoneInfo("Europe/Brussels"), ZoneInfo("Africa/Casablanca")
LATER = datetime(2029, 1, 1, tzinfo=UTC)


def utc(written: str, *, zone: ZoneInfo = BRUSSELS, shift_days: int = 0) -> str:
    found = cells.moment(written, zone=zone, latest=LATER, shift_days=shift_days, name="time")
    return found.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-07-01 10:00:00 +0200", "2026-07-01 08:00"),
        ("2026-07-01T10:00:00Z", "2026-07-01 10:00"),
        ("2026-07-01 10:00:00 UTC", "2026-07-01 10:00"),
        ("2026-07-01T10:00", "2026-07-01 08:00"),
        ("2026-07-01T10:00:00.123456-05:00", "2026-07-01 15:00"),
        ("2027-03-28T02:30", "2027-03-28 01:30"),
        ("2026-10-25T02:30", "2026-10-25 00:30"),
        ("2026-10-25 02:30:00 +0100", "2026-10-25 01:30"),
        ("2028-02-29T12:00", "2028-02-29 11:00"),
    ],
)
def test_a_time_means_one_moment_also_when_the_clocks_change(written, meant):
    assert utc(written) == meant


def test_a_moved_time_keeps_its_hour_in_the_shop():
    assert utc("2026-01-10T09:32", shift_days=180) == "2026-07-09 07:32"
    assert utc("2026-01-10T09:32", zone=CASABLANCA, shift_days=1) == "2026-01-11 08:32"


@pytest.mark.parametrize("written", ["", "yesterday", "2026-13-01T10:00", "2026-02-29T10:00", "2026-01-01 10:00 +9999"])
def test_what_is_no_time_is_said_to_be_none(written):
    with pytest.raises(BadRow):
        utc(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("12", 1200), ("12.5", 1250), ("12,50", 1250), ("-3.005", -301), ("0.005", 1), ("2.6900000000000004", 269)],
)
def test_an_amount_is_whole_cents(written, meant):
    assert cells.cents(written, name="total") == meant


@pytest.mark.parametrize("written", ["", "1,234", "1.234,56", "12 €", "0x10", "١٢", "9999999999"])
def test_an_amount_that_could_mean_two_things_is_refused(written):
    with pytest.raises(BadRow):
        cells.cents(written, name="total")


@pytest.mark.parametrize("written", ["1.5", "", "many", "99999999"])
def test_a_quantity_is_a_whole_number(written):
    with pytest.raises(BadRow):
        cells.count(written, name="quantity")


@pytest.mark.parametrize(
    ("written", "code"),
    [("France", "FR"), ("EIRE", "IE"), ("USA", "US"), ("be", "BE"), ("Channel Islands", ""), ("", ""), ("ZZ", "")],
)
def test_a_country_is_known_by_code_or_name_and_never_guessed(written, code):
    assert countries.code(written) == code


def test_a_country_with_many_zones_tells_no_zone():
    assert countries.timezone("US") == ""
    assert countries.timezone("MA") == "Africa/Casablanca"


def test_a_made_up_name_is_always_the_same_for_the_same_person():
    mark = "00000001000000020000000000000000"
    assert person("fr", mark) == person("fr", mark) == ("Youssef", "El Idrissi")
    assert person("de", mark) == person("en", mark)
