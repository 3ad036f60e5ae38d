"""A sector that a person wants left alone is shown and starts nothing; trends leave maintenance out."""

from datetime import timedelta

import pytest

from events.models import Board
from sensors import matrix, services, silences
from sensors.base import Sector
from sensors.models import Reading, Silence
from sensors.trends import Trend, by_day, trends
from tenants import clock
from tenants.errors import Refused
from tests.sensors.shop import install, measured


def quiet(by, hours=24, **more) -> Silence:
    end = more.pop("ends_at", clock.now() + timedelta(hours=hours))
    return silences.silence(more.pop("sector", "operations"), end, more.pop("reason", "Stock-taking"), by=by, **more)


def operations() -> matrix.SectorPressure:
    return matrix.acting(clock.now())[Sector.OPERATIONS]


def at(hours_ago: float, level: float, sensor="probe-sensor", **more) -> Reading:
    moment = clock.now() - timedelta(hours=hours_ago)
    return Reading.objects.create(
        sensor=sensor, sector=more.pop("sector", "operations"), status=more.pop("status", "ok"), pressure=level,
        at=moment, latency_ms=1, trace_id="00000000-0000-0000-0000-000000000001",
    )  # fmt: skip


def test_it_holds_for_its_time_and_for_its_sector(in_a, noon, manager, monkeypatch):
    install(monkeypatch, lambda tools: measured(71))
    services.read("probe-sensor")
    row = quiet(manager, hours=2)
    assert operations().silence == row
    assert matrix.acting(noon)[Sector.RETENTION].silence is None
    assert operations().level == 71, "shown all the same"
    clock.advance(timedelta(hours=2))
    assert operations().silence is None


def test_planned_maintenance_begins_when_it_begins(in_a, noon, manager):
    tomorrow = noon + timedelta(days=1)
    quiet(manager, kind=Silence.Kind.MAINTENANCE, begins_at=tomorrow, ends_at=tomorrow + timedelta(hours=4))
    assert silences.in_force(noon) == {}
    assert Sector.OPERATIONS in silences.in_force(tomorrow)


def test_ended_early_it_counts_again_and_ends_once(in_a, noon, manager):
    row = quiet(manager)
    clock.advance(timedelta(hours=1))
    assert silences.end(row, by=manager)
    assert silences.in_force(clock.now()) == {}
    assert not silences.end(row, by=manager)


def test_one_that_has_not_begun_is_taken_away(in_a, noon, manager):
    row = quiet(manager, begins_at=noon + timedelta(days=1), ends_at=noon + timedelta(days=2))
    assert silences.end(row, by=manager)
    assert not Silence.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"sector": "weather"}, "no such sector"),
        ({"reason": "  "}, "Say why"),
        ({"hours": -1}, "end later"),
        ({"hours": 24 * 32}, "at most 31 days"),
    ],
)
def test_what_makes_no_sense_is_refused(in_a, noon, manager, more, sentence):
    with pytest.raises(Refused, match=sentence):
        quiet(manager, **more)


def test_a_viewer_silences_nothing(in_a, noon, viewer, manager):
    with pytest.raises(Refused):
        quiet(viewer)
    row = quiet(manager)
    with pytest.raises(Refused):
        silences.end(row, by=viewer)


def test_one_reading_above_the_limit_after_calm_ones_does_not_hold_until_confirmed(in_a, noon, monkeypatch):
    levels = iter([40, 71, 72])
    install(monkeypatch, lambda tools: measured(next(levels)))
    found = []
    for _reading in range(3):
        services.read("probe-sensor")
        found.append(operations().holds)
        clock.advance(timedelta(hours=6))
    assert found == [True, False, True]


def test_a_trend_sets_the_day_beside_the_week_before(in_a, noon):
    for hours, level in ((2, 70), (20, 74), (30, 50), (100, 54), (200, 0)):
        at(hours, level)
    at(3, 99, status="error")
    assert trends(noon) == {"probe-sensor": Trend(72, 52)}
    found = trends(noon)["probe-sensor"]
    assert found.direction == "rising"


@pytest.mark.parametrize(
    ("day", "week", "direction"),
    [(60, 55.1, "steady"), (60, 55, "rising"), (50, 55, "falling"), (None, 50, ""), (50, None, "")],
)
def test_less_than_five_points_are_noise_and_the_unknown_has_no_direction(day, week, direction):
    assert Trend(day, week).direction == direction


def test_maintenance_is_left_out_of_trend_and_chart_silence_is_not(in_a, noon, manager):
    at(2, 10)
    at(1, 90)
    Silence.objects.create(
        kind="maintenance", sector="operations", begins_at=noon - timedelta(minutes=90), ends_at=noon, reason="x",
        by_user_id=manager.pk, created_at=noon,
    )  # fmt: skip
    assert trends(noon)["probe-sensor"].day == 10
    assert list(by_day(Sector.OPERATIONS, noon, 3).values()) == [10]
    Silence.objects.update(kind="silence")
    assert trends(noon)["probe-sensor"].day == 50


def test_a_days_mean_is_that_of_the_highest_sensor_by_the_clients_days(in_a, noon):
    at(1, 20)
    at(2, 40)
    at(3, 50, sensor="other-sensor")
    at(24 + 11.5, 80)
    found = by_day(Sector.OPERATIONS, noon, 3)
    assert [found[day] for day in sorted(found)] == [80, 50]


def test_what_one_client_silences_another_does_not(client_a, client_b, noon, manager):
    with client_a.active():
        quiet(manager)
    with client_b.active():
        assert silences.in_force(noon) == {}


def test_across_clients_it_is_known_from_the_board_as_it_begins_and_ends(in_a, noon, manager):
    tomorrow = noon + timedelta(days=1)
    now = quiet(manager, hours=2)
    quiet(
        manager, sector="cost", kind=Silence.Kind.MAINTENANCE, begins_at=tomorrow, ends_at=tomorrow + timedelta(hours=4)
    )
    gone = quiet(manager, sector="voice", begins_at=tomorrow, ends_at=tomorrow + timedelta(hours=4))
    silences.end(gone, by=manager)
    assert silences.across_clients(noon) == {(in_a.pk, Sector.OPERATIONS): "silence"}
    assert silences.across_clients(tomorrow) == {(in_a.pk, Sector.COST): "maintenance"}
    clock.advance(timedelta(hours=1))
    silences.end(now, by=manager)
    assert silences.across_clients(clock.now()) == {}


def test_what_is_over_leaves_the_board(in_a, noon, manager):
    quiet(manager, hours=1)
    clock.advance(timedelta(hours=2))
    quiet(manager, sector="cost")
    assert [row.key.split(":")[0] for row in Board.objects.of_kind("silence")] == ["cost"]
