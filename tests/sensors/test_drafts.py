"""What a sensor may say: whatever it says, what is stored is possible and honest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensors.base import Metric, Read, Sector, Sensor, Source, Status
from sensors.drafts import WITH_FIGURE, judged

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


class Plain(Sensor):
    slug = "plain-sensor"
    title = "Plain"
    description = "Plain."
    sector = Sector.COST
    source_max_age = timedelta(days=3)


class Measuring(Plain):
    metrics = (Metric("share", title="Share", fact="share", unit="%"),)


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3)
SOURCES = st.none() | st.builds(
    Source,
    st.just("shop"),
    st.just("Shop"),
    st.none() | st.integers(-100, 100).map(lambda hours: NOW - timedelta(hours=hours)),
)
DRAFTS = st.builds(
    Read,
    st.sampled_from(list(Status)),
    st.none() | st.floats() | st.integers(-200, 200) | st.text(max_size=3) | st.booleans(),
    SOURCES,
    st.dictionaries(st.sampled_from(["share", "other"]), ANYTHING),
    st.text(max_size=5),
)


def measured(pressure=50.0, facts=None, at=NOW):
    return Read.ok(pressure=pressure, source=Source("shop", "Shop", at), facts=facts or {})


@settings(deadline=None)
@given(ANYTHING | DRAFTS)
def test_whatever_a_sensor_says_the_reading_is_possible(draft):
    read = judged(draft, Measuring(), NOW)
    if read.status in (Status.ERROR, Status.BLOCKED, Status.UNKNOWN):
        assert read.pressure is None
    if read.status in WITH_FIGURE:
        assert isinstance(read.pressure, float)
        assert 0 <= read.pressure <= 100
        assert read.source is not None
        assert read.source.at is None or NOW - read.source.at <= Plain.source_max_age
    if read.status == Status.ERROR and read is not draft:
        assert read.reason


@settings(deadline=None)
@given(st.floats(0, 100), st.integers(0, 72))
def test_a_sound_reading_is_kept_as_it_is(pressure, age_hours):
    draft = measured(pressure, {"share": 12.5}, NOW - timedelta(hours=age_hours))
    assert judged(draft, Measuring(), NOW) == draft


@pytest.mark.parametrize(
    "facts", [{}, {"share": None}, {"share": "12"}, {"share": True}, {"share": -1}, {"share": 101}]
)
def test_a_metric_that_is_missing_or_absurd_makes_the_reading_an_error(facts):
    read = judged(measured(facts=facts), Measuring(), NOW)
    assert read.status == Status.ERROR
    assert "share" in read.reason


def test_a_metric_that_is_left_out_makes_the_reading_an_error():
    assert judged(measured(facts={}), Measuring(), NOW).status == Status.ERROR


def test_a_sensor_without_metrics_may_say_less():
    assert judged(measured(), Plain(), NOW).status == Status.OK


def test_a_source_that_is_too_old_makes_the_reading_stale_and_keeps_the_figure():
    read = judged(measured(71, at=NOW - timedelta(days=3, seconds=1)), Plain(), NOW)
    assert (read.status, read.pressure) == (Status.STALE, 71)
    assert "Shop" in read.reason


def test_not_knowing_from_an_old_source_is_stale_too():
    draft = Read.unknown("Nobody bought.", source=Source("shop", "Shop", NOW - timedelta(days=30)))
    assert judged(draft, Plain(), NOW).status == Status.STALE


def test_a_source_without_a_time_is_not_judged_by_age():
    assert judged(measured(at=None), Plain(), NOW).status == Status.OK


def test_clocks_may_differ_by_minutes_not_by_more():
    assert judged(measured(at=NOW + timedelta(minutes=4)), Plain(), NOW).status == Status.OK
    assert judged(measured(at=NOW + timedelta(minutes=6)), Plain(), NOW).status == Status.ERROR


@pytest.mark.parametrize("status", [Status.BLOCKED, Status.UNKNOWN, Status.ERROR, Status.STALE])
def test_a_figure_that_was_not_measured_is_an_error(status):
    assert judged(Read(status, 50.0, Source("shop", "Shop", NOW)), Plain(), NOW).status == Status.ERROR


def test_an_error_still_names_the_source_it_was_about():
    assert judged(measured(pressure=500), Plain(), NOW).source == Source("shop", "Shop", NOW)


def test_the_ways_to_make_a_reading():
    source = Source("shop", "Shop", NOW)
    kept = {"pressure": 10.0, "source": source, "facts": {}}
    assert Read.degraded("Half.", **kept).status == Status.DEGRADED
    assert Read.warning("Look.", **kept).status == Status.WARNING
    assert Read.unknown("Nothing.").pressure is None
    assert Read.error("Broken.").reason == "Broken."
