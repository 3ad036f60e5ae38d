"""The pressure per sector, judged when it is looked at."""

from datetime import timedelta

import pytest

from events.models import Board
from sensors import matrix, services
from sensors.base import Read, Sector
from sensors.base import Source as From
from sensors.freshness import in_words, worth
from sensors.models import Reading
from tenants import clock
from tests.sensors.shop import install, measured, shop


def supply(now=None):
    return next(found for found in matrix.pressures(now or clock.now()) if found.sector == Sector.OPERATIONS)


def test_each_sector_is_there_from_the_start_and_not_known(in_a, noon):
    found = matrix.pressures(noon)
    assert {pressure.sector for pressure in found} == set(Sector)
    assert {(pressure.level, pressure.status.value) for pressure in found} == {(None, "unknown")}
    assert not any(pressure.may_act for pressure in found)


def test_a_fresh_reading_speaks_for_its_sector(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(71))
    reading = services.read("probe-sensor")
    found = supply()
    assert (found.level, found.status, found.sensor, found.reading, found.at) == (
        71,
        "ok",
        "probe-sensor",
        reading,
        noon,
    )
    assert found.may_act


@pytest.mark.parametrize(("age", "status"), [(timedelta(hours=12), "ok"), (timedelta(hours=12, seconds=1), "stale")])
def test_twice_the_cadence_is_the_end_of_a_reading(in_a, noon, monkeypatch, age, status):
    install(monkeypatch, lambda tools: measured(71), every=timedelta(hours=6))
    services.read("probe-sensor")
    clock.advance(age)
    found = supply()
    assert (found.status, found.level) == (status, 71)
    assert found.may_act is (status == "ok")
    assert Reading.objects.get().status == "ok", "what was found then is not rewritten"


def test_a_source_grows_too_old_between_two_readings(in_a, noon, monkeypatch):
    newest = noon - timedelta(days=2, hours=23)
    install(monkeypatch, lambda tools: measured(71, newest), source_max_age=timedelta(days=3))
    services.read("probe-sensor")
    assert supply().may_act
    clock.advance(timedelta(hours=2))
    found = supply()
    assert found.status == "stale"
    assert "Probe records" in found.reason


def test_a_reading_from_the_future_does_not_count(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(71))
    services.read("probe-sensor")
    clock.advance(timedelta(days=-1))
    assert supply().status == "stale"


def test_blocked_stays_blocked_however_old(in_a, noon):
    services.read("ga4-sensor")
    clock.advance(timedelta(days=20))
    (found,) = [state for state in matrix.sensor_states(clock.now()) if state.sensor == "ga4-sensor"]
    assert found.status == "blocked"
    assert "GA4_PROPERTY_ID" in found.reason


def test_the_highest_pressure_that_counts_leads_its_sector(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(30), sector=Sector.RETENTION)
    shop(noon, [1, 1, 1, 2])
    services.read_all(["probe-sensor", "retention-sensor"])
    found = matrix.acting(noon)[Sector.RETENTION]
    assert (found.sensor, found.level) == ("retention-sensor", 75)


def test_a_warning_is_shown_but_the_lower_sound_reading_acts(in_a, noon, monkeypatch):
    warning = Read.warning("Look.", pressure=90, source=From("probe", "Probe", noon), facts={})
    install(monkeypatch, lambda tools: warning, sector=Sector.RETENTION)
    shop(noon, [1, 1, 1, 2])
    services.read_all(["probe-sensor", "retention-sensor"])
    shown = next(found for found in matrix.pressures(noon) if found.sector == Sector.RETENTION)
    assert (shown.level, shown.status, shown.may_act) == (90, "warning", False)
    assert matrix.acting(noon)[Sector.RETENTION].level == 75


def test_a_sector_without_a_figure_says_the_most_useful_thing(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: 1 / 0)
    services.read_all(["supplier-health-sensor", "probe-sensor"])
    assert supply().status == "error"


def test_a_sensor_that_left_the_catalogue_does_not_count(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(71))
    reading = services.read("probe-sensor")
    reading.sensor = "gone-sensor"
    assert worth(reading, noon).status == "stale"


def test_across_clients_each_sector_is_judged_by_its_own_age(client_a, client_b, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(71), every=timedelta(hours=1))
    with client_a.active():
        services.read_all(["probe-sensor", "ga4-sensor"])
    clock.advance(timedelta(hours=3))
    with client_b.active():
        services.read("probe-sensor")
    rows = Board.objects.of_kind(matrix.BOARD_KIND)
    found = matrix.across_clients(rows, clock.now())
    assert (found[client_a.pk][Sector.OPERATIONS].status, found[client_a.pk][Sector.OPERATIONS].level) == ("stale", 71)
    assert found[client_b.pk][Sector.OPERATIONS].status == "ok"
    assert found[client_a.pk][Sector.CONVERSION].status == "blocked"


@pytest.mark.parametrize("hours", [0, 1, 2, 40])
def test_the_agency_sees_a_sector_as_its_client_does_also_when_the_source_grows_old(in_a, noon, monkeypatch, hours):
    newest = noon - timedelta(days=2, hours=23)
    install(
        monkeypatch, lambda tools: measured(71, newest), source_max_age=timedelta(days=3), every=timedelta(hours=24)
    )
    services.read("probe-sensor")
    clock.advance(timedelta(hours=hours))
    (found,) = matrix.across_clients(Board.objects.of_kind(matrix.BOARD_KIND), clock.now()).values()
    theirs = found[Sector.OPERATIONS]
    assert (theirs.status, theirs.level) == ("ok" if hours <= 1 else "stale", 71)
    assert theirs.status == supply().status
    assert bool(theirs.reason) is (theirs.status == "stale")


def test_the_board_follows_the_lead_to_an_older_reading(in_a, noon, monkeypatch):
    levels = iter([95, 1])
    install(monkeypatch, lambda tools: measured(next(levels)), sector=Sector.RETENTION)
    shop(noon, [1, 1, 1, 2])
    services.read("retention-sensor")
    clock.advance(timedelta(minutes=10))
    services.read("probe-sensor")
    clock.advance(timedelta(minutes=10))
    services.read("probe-sensor")
    shown = Board.objects.of_client(in_a).of_kind("pressure").get(key="retention")
    assert shown.number == 75


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(days=3), "3 days"),
        (timedelta(hours=5), "5 hours"),
        (timedelta(minutes=3), "3 minutes"),
        (timedelta(seconds=1), "1 second"),
    ],
)
def test_ages_are_said_in_their_largest_unit(age, words):
    assert in_words(age) == words


def test_the_matrix_asks_the_database_once(in_a, noon, django_assert_num_queries):
    services.read_all()
    with django_assert_num_queries(1):
        matrix.pressures(noon)


def test_the_same_odd_reading_taken_twice_within_a_minute_holds_nothing(in_a, noon, monkeypatch):
    levels = iter([50, 95, 95, 95])
    install(monkeypatch, lambda tools: measured(next(levels)))
    held = []
    for later in (timedelta(), timedelta(hours=6), timedelta(minutes=1), timedelta(hours=6)):
        clock.advance(later)
        services.read("probe-sensor")
        held.append(matrix.acting(clock.now())[Sector.OPERATIONS].holds)
    assert held == [True, False, False, True]
