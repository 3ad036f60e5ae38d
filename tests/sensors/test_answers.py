"""What outside services answer is believed only where it can be."""

import math
from datetime import UTC, date, datetime

import pytest

from sensors import answers
from sensors.answers import Impossible
from sensors.scale import between, change, fall


@pytest.mark.parametrize("value", [12, 12.0, "12", "12.0", "1.2e1", "1.2E+1"])
def test_a_count_is_a_whole_number_as_number_or_text(value):
    assert answers.count(value, "sessions") == 12


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, [], {}, b"12", "", " 12", "12 ", "1_2", "١٢", "0x1f", "NaN", "inf", "-Infinity"),
        *("1,2", "twelve", "9" * 4_400, -1, "-1", 12.5, "12.5", math.nan, math.inf, 10**12, "1e12", 10**400),
    ],
    ids=lambda value: repr(value)[:12],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(value):
    with pytest.raises(Impossible) as caught:
        answers.count(value, "sessions")
    assert "sessions" in caught.value.sentence
    assert len(caught.value.sentence) < 200, "a long answer is not repeated"


def test_an_amount_is_never_negative_and_a_share_never_more_than_all():
    assert answers.amount("1234.56", "revenue") == 1234.56
    assert answers.share(0.5, "rate") == 0.5
    for wrong in (lambda: answers.amount(-0.01, "revenue"), lambda: answers.share(1.01, "rate")):
        with pytest.raises(Impossible):
            wrong()


@pytest.mark.parametrize(("of", "whole"), [(1, 0), (3, 2), (-1, 2), (1, -2), (math.nan, 2)])
def test_a_part_is_not_more_than_its_whole(of, whole):
    assert answers.part(1, 4, "clicks") == 0.25
    with pytest.raises(Impossible):
        answers.part(of, whole, "clicks")


def test_a_text_is_one_short_line():
    assert answers.text("  a\n\x00b\u202ec  ", "title") == "a b c"
    assert len(answers.text("x" * 10_000, "title")) == 200
    with pytest.raises(Impossible):
        answers.text(5, "title")


def test_days_are_read_in_both_ways_of_writing():
    assert answers.day("20261118", "date") == answers.day("2026-11-18", "date") == date(2026, 11, 18)


@pytest.mark.parametrize("value", ["20261399", "2026-02-30", "(other)", "", None, 20261118, "0001-01-01", "٢٠٢٦1118"])
def test_what_is_no_day_is_refused(value):
    with pytest.raises(Impossible):
        answers.day(value, "date")


def test_a_time_without_a_zone_is_in_utc():
    at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert answers.moment("2026-11-18T09:00:00", "changed") == at
    assert answers.moment("2026-11-18T10:00:00+01:00", "changed") == at
    assert answers.moment("2026-11-18T09:00:00Z", "changed") == at


@pytest.mark.parametrize(
    "value",
    ["soon", None, 7, "0001-01-01T00:00:00+14:00", "1969-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"],
)
def test_what_is_no_time_is_refused(value):
    with pytest.raises(Impossible):
        answers.moment(value, "changed")


def test_absent_days_are_named_and_foreign_or_repeated_ones_refused():
    start, end = date(2026, 11, 1), date(2026, 11, 4)
    days = answers.days_between(start, end)
    assert answers.absent(days[:2] + days[3:], start, end) == [date(2026, 11, 3)]
    assert answers.absent([], start, end) == days
    for wrong in ([date(2026, 10, 31)], [start, start]):
        with pytest.raises(Impossible):
            answers.absent(wrong, start, end)


@pytest.mark.parametrize("value", [None, {}, "rows", [1], [{}, None]])
def test_rows_are_a_list_of_objects(value):
    assert answers.rows([{}], "rows") == [{}]
    with pytest.raises(Impossible):
        answers.rows(value, "rows")


def test_an_absent_field_is_an_answer_that_cannot_be():
    assert answers.field({"clicks": None}, "clicks") is None
    for row in ({}, None, [], "clicks"):
        with pytest.raises(Impossible, match="clicks"):
            answers.field(row, "clicks")


def test_a_scale_runs_both_ways_and_ends_at_its_ends():
    assert [between(value, calm=0.0, full=50.0) for value in (-5, 0, 25, 50, 99)] == [0, 0, 50, 100, 100]
    assert [between(value, calm=2.0, full=0.0) for value in (3, 2, 1, 0, -1)] == [0, 0, 50, 100, 100]
    with pytest.raises(ValueError, match="two"):
        between(1, calm=3, full=3)


def test_a_change_needs_a_before():
    assert (change(80, 100), fall(80, 100)) == (-20, 20)
    assert (change(80, 0), fall(80, 0)) == (None, 0)
