"""Taking a reading: whatever a sensor does, one honest row is stored."""

import math
import time
import uuid
from datetime import timedelta

import pytest

import events
from events.models import Board, Event
from sensors import matrix, services
from sensors.base import Connector, Cost, OneOf, Read, Sector, Status
from sensors.base import Source as From
from sensors.models import Reading
from tenants import clock, switches
from tenants.errors import NoClient, Refused, Temporary
from tests.sensors.shop import install, measured


def read_probe(monkeypatch, answer, **attributes) -> Reading:
    install(monkeypatch, answer, **attributes)
    return services.read("probe-sensor")


def raising(problem):
    def answer(tools):
        raise problem

    return answer


def test_a_reading_is_stored_with_source_time_and_duration(in_a, noon, monkeypatch):
    trace = uuid.uuid4()
    install(monkeypatch, lambda tools: measured(41.5, noon - timedelta(hours=1)))
    services.read("probe-sensor", trace)
    stored = Reading.objects.get()
    assert (stored.status, stored.pressure, stored.sector) == ("ok", 41.5, "operations")
    assert (stored.source_label, stored.source_at, stored.at) == ("Probe records", noon - timedelta(hours=1), noon)
    assert stored.trace_id == trace
    assert stored.latency_ms >= 0


def test_missing_credentials_block_before_the_sensor_is_asked(in_a, noon, monkeypatch):
    def never(tools):
        pytest.fail("a blocked sensor was asked")

    reading = read_probe(monkeypatch, never, needs=(Connector("meta_ads"),))
    assert (reading.status, reading.pressure) == ("blocked", None)
    assert reading.facts == {"missing": ["META_ACCESS_TOKEN", "META_AD_ACCOUNT_ID"]}
    for name in ("Meta Ads", "META_AD_ACCOUNT_ID", "META_ACCESS_TOKEN", in_a.name):
        assert name in reading.reason


def test_alternatives_are_all_named_when_none_is_there(in_a, noon, monkeypatch):
    needs = (OneOf(Connector("openai"), Connector("gemini")),)
    reading = read_probe(monkeypatch, lambda tools: measured(1), needs=needs)
    assert reading.facts["missing"] == ["OPENAI_API_KEY", "GEMINI_API_KEY"]


def test_one_alternative_is_enough(in_a, noon, monkeypatch):
    class There:
        def missing(self, tools):
            return None

    reading = read_probe(monkeypatch, lambda tools: measured(12), needs=(OneOf(Connector("openai"), There()),))
    assert reading.status == "ok"


@pytest.mark.parametrize("pressure", [math.nan, math.inf, -math.inf, -0.1, 100.1, 1e300, True, "41", None])
def test_a_pressure_that_cannot_be_is_an_error(in_a, noon, monkeypatch, pressure):
    reading = read_probe(monkeypatch, lambda tools: measured(pressure))
    assert (reading.status, reading.pressure) == ("error", None)
    assert reading.reason


@pytest.mark.parametrize("facts", [{"x": math.nan}, {"x": object()}, {"x": "a\x00b"}, {"x": "\ud800"}])
def test_facts_that_cannot_be_kept_are_an_error(in_a, noon, monkeypatch, facts):
    answer = Read.ok(pressure=1, source=From("probe", "Probe", None), facts=facts)
    assert read_probe(monkeypatch, lambda tools: answer).status == "error"


def test_a_measurement_without_a_source_is_an_error(in_a, noon, monkeypatch):
    assert read_probe(monkeypatch, lambda tools: Read(Status.OK, 50.0)).status == "error"


def test_a_source_from_the_future_is_an_error(in_a, noon, monkeypatch):
    reading = read_probe(monkeypatch, lambda tools: measured(50, noon + timedelta(days=1)))
    assert reading.status == "error"


@pytest.mark.parametrize("answer", [None, 42, {"pressure": 3}])
def test_an_answer_that_is_no_reading_is_an_error(in_a, noon, monkeypatch, answer):
    assert read_probe(monkeypatch, lambda tools: answer).status == "error"


def test_a_sensor_that_raises_gives_an_error_with_the_sentence(in_a, noon, monkeypatch):
    reading = read_probe(monkeypatch, raising(Temporary("Klaviyo is down; it is asked again in an hour.")))
    assert (reading.status, reading.reason) == ("error", "Klaviyo is down; it is asked again in an hour.")


def test_a_broken_sensor_gives_an_error_that_names_the_fault(in_a, noon, monkeypatch):
    reading = read_probe(monkeypatch, raising(ZeroDivisionError("division\x00 by zero")))
    assert reading.status == "error"
    assert "ZeroDivisionError" in reading.reason


@pytest.mark.parametrize("hang", [lambda tools: time.sleep(30), lambda tools: _spin()])
def test_a_sensor_that_hangs_is_cut_off(in_a, noon, monkeypatch, hang):
    started = time.perf_counter()
    reading = read_probe(monkeypatch, hang, timeout_s=0.05)
    assert time.perf_counter() - started < 5
    assert reading.status == "error"
    assert "0" in reading.reason


def _spin():
    while True:
        try:
            sum(range(100))
        except Exception:  # the sensor swallows everything, and is stopped all the same
            continue


def test_one_failing_sensor_does_not_keep_the_others_from_being_read(in_a, noon, monkeypatch):
    install(monkeypatch, raising(RuntimeError("no")))
    states = {reading.sensor: reading.status for reading in services.read_all(["probe-sensor", "cost-tracking-sensor"])}
    assert states == {"probe-sensor": "error", "cost-tracking-sensor": "unknown"}


def test_an_unknown_sensor_is_refused_with_the_way_to_find_its_name(in_a):
    with pytest.raises(Refused, match="sensor list"):
        services.read("sensor-of-nothing")


def test_nothing_is_read_without_a_client(_rows):
    with pytest.raises(NoClient):
        services.read("cost-tracking-sensor")


def test_event_and_board_are_written_with_the_reading(in_a, noon, monkeypatch):
    reading = read_probe(monkeypatch, lambda tools: measured(71))
    event = Event.objects.get(type="reading.taken", client_id=in_a.pk)
    assert event.data == {"status": "ok", "sector": "operations", "pressure": 71.0}
    shown = {(row.kind, row.key): (row.state, row.number) for row in Board.objects.of_client(in_a)}
    assert shown["sensor", "probe-sensor"] == ("ok", 71.0)
    assert shown["pressure", "operations"] == ("ok", 71.0)
    assert event.subject_id == str(reading.pk)


def test_no_event_without_its_reading(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(71))
    monkeypatch.setattr("sensors.services.settle_reached", raising_two)
    with pytest.raises(RuntimeError):
        services.read("probe-sensor")
    assert not Reading.objects.exists()
    assert not Event.objects.filter(type="reading.taken").exists()


def raising_two(sensor, reading):
    raise RuntimeError("the database went away")


def read_due() -> set[str]:
    return {reading.sensor for reading in map(services.read, services.due())}


def test_sensors_are_read_when_their_cadence_has_passed(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(1), every=timedelta(hours=2))
    assert {"probe-sensor", "retention-sensor", "cost-tracking-sensor"} <= read_due()
    assert read_due() == set()
    clock.advance(timedelta(hours=1))
    assert "cost-tracking-sensor" in read_due()
    clock.advance(timedelta(hours=1))
    again = read_due()
    assert "probe-sensor" in again
    assert "retention-sensor" not in again


def test_after_an_error_it_is_read_again_within_the_hour(in_a, noon, monkeypatch):
    install(monkeypatch, raising(Temporary("down")), every=timedelta(hours=24))
    services.read("probe-sensor")
    clock.advance(timedelta(minutes=58))
    assert "probe-sensor" not in services.due()
    clock.advance(timedelta(minutes=1))
    assert "probe-sensor" in services.due()
    install(monkeypatch, lambda tools: measured(1), every=timedelta(minutes=15))
    services.read("probe-sensor")
    clock.advance(timedelta(minutes=15))
    assert "probe-sensor" in services.due(), "what is read more often keeps its cadence"


def test_a_clock_set_back_does_not_stop_the_readings(in_a, noon):
    clock.advance(timedelta(days=30))
    services.read("cost-tracking-sensor")
    clock.advance(timedelta(days=-30))
    assert "cost-tracking-sensor" in services.due()


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_what_is_due_for_each_client(client_a, client_b, noon):
    for client in (client_a, client_b):
        with client.active():
            events.enqueue("sensors.read_due", key="due:now")
    events.run_due()
    for client in (client_a, client_b):
        with client.active():
            assert services.due() == []


def test_history_gives_the_figures_of_one_sensor_in_order(in_a, noon, monkeypatch):
    levels = iter([10, 20, 30])
    install(monkeypatch, lambda tools: measured(next(levels)))
    for _hour in range(3):
        services.read("probe-sensor")
        services.read("cost-tracking-sensor")
        clock.advance(timedelta(hours=1))
    history = Reading.objects.history("probe-sensor", since=noon + timedelta(minutes=1), until=clock.now())
    assert [reading.pressure for reading in history] == [20, 30]


def test_old_readings_are_forgotten_figures_last(in_a, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(10))
    services.read_all(["probe-sensor", "ga4-sensor"])
    clock.advance(timedelta(days=31))
    assert services.forget() == 1
    assert Reading.objects.get().sensor == "probe-sensor"
    clock.advance(timedelta(days=370))
    assert services.forget() == 1


def test_readings_stay_with_their_client(client_a, client_b, noon, monkeypatch):
    install(monkeypatch, lambda tools: measured(71))
    with client_a.active():
        services.read("probe-sensor")
    with client_b.active():
        assert not Reading.objects.exists()
    assert not Board.objects.of_client(client_b).of_kind("sensor").exists()


def test_the_probe_is_not_part_of_the_catalogue():
    from sensors import registry

    assert "probe-sensor" not in {sensor.slug for sensor in registry.all()}
    assert {sensor.sector for sensor in registry.all()} == set(Sector)


def test_a_source_of_ours_is_named_in_the_readers_language_any_other_as_it_was_called():
    ours = Reading(source_slug="demo-orders", source_label="données de démonstration")
    other = Reading(source_slug="woocommerce", source_label="WooCommerce")
    assert (ours.source_words, ours.source_code) == ("demo data", "demo-orders")
    assert (other.source_words, other.source_code) == ("WooCommerce", "WooCommerce")


def charged(monkeypatch):
    """A sensor that costs money; returns what it was asked for so far."""
    asked = []
    install(monkeypatch, lambda tools: asked.append(tools.now) or measured(71), cost=Cost(1, "One dirham."))
    return asked


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_reading_that_costs_money_is_not_taken_while_paused(in_a, noon, monkeypatch, admin, everywhere):
    asked = charged(monkeypatch)
    services.read("probe-sensor")
    switches.pause(None if everywhere else in_a, by=admin)
    clock.advance(timedelta(hours=6))
    reading = services.read("probe-sensor")
    assert asked == [noon]
    assert (reading.status, reading.pressure) == ("unknown", None)
    assert "Mis en pause" in reading.reason, "in the client's language"
    (state,) = [each for each in matrix.sensor_states(clock.now()) if each.sensor == "probe-sensor"]
    assert (state.level, state.may_act) == (None, False), "the figure before it is no figure of now"
    assert Board.objects.get(kind="sensor", key="probe-sensor").number is None


def test_a_free_reading_goes_on_while_paused(in_a, noon, monkeypatch, admin):
    switches.pause(in_a, by=admin)
    assert read_probe(monkeypatch, lambda tools: measured(71)).status == "ok"


def test_what_was_not_read_for_a_pause_is_read_as_soon_as_it_ends(in_a, noon, monkeypatch, admin):
    charged(monkeypatch)
    switches.pause(in_a, by=admin)
    services.read("probe-sensor")
    clock.advance(timedelta(minutes=15))
    assert "probe-sensor" not in services.due()
    switches.resume(in_a, by=admin)
    assert "probe-sensor" in services.due()
    services.read("probe-sensor")
    assert "probe-sensor" not in services.due()
