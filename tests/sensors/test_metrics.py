"""A metric is what the last reading says of it, with how far that counts."""

from datetime import timedelta

import pytest

from sensors import metrics, services
from sensors.base import Metric, Read
from sensors.base import Source as From
from tenants import clock
from tenants.errors import Refused
from tests.sensors.shop import install, shop

METRIC = "repeat_buyers_90d"
SHARE = (Metric("share", title="Share", fact="share", unit="%", direction="down"),)


def share(value, noon):
    return Read.ok(pressure=1, source=From("probe", "Probe", noon), facts={"share": value})


def test_a_metric_has_title_unit_and_direction():
    metric, sensor = metrics.get(METRIC)
    assert (sensor.slug, metric.unit, metric.direction) == ("retention-sensor", "%", "up")
    assert str(metric.title)


def test_an_unknown_metric_is_refused_naming_those_there_are():
    with pytest.raises(Refused, match=METRIC):
        metrics.get("happiness")


def test_before_any_reading_there_is_no_value(in_a, noon):
    value = metrics.value(METRIC, noon)
    assert (value.value, value.status, value.reading) == (None, "unknown", None)


def test_a_blocked_sensor_has_no_value_but_a_reason(in_a, noon):
    reading = services.read("retention-sensor")
    value = metrics.value(METRIC, noon)
    assert (value.value, value.status, value.reading) == (None, "blocked", reading)
    assert "SHOPIFY" in value.reason


def test_the_last_reading_counts(in_a, noon, monkeypatch):
    answers = iter([share(10, noon), share(20, noon)])
    install(monkeypatch, lambda tools: next(answers), metrics=SHARE)
    services.read("probe-sensor")
    clock.advance(timedelta(hours=1))
    services.read("probe-sensor")
    assert metrics.value("share", clock.now()).value == 20


def test_after_an_error_the_older_figure_is_not_shown_as_new(in_a, noon, monkeypatch):
    answers = iter([share(10, noon), None])
    install(monkeypatch, lambda tools: next(answers), metrics=SHARE)
    services.read_all(["probe-sensor", "probe-sensor"])
    value = metrics.value("share", noon)
    assert (value.value, value.status) == (None, "error")


def test_a_downward_goal_is_reached_from_above(in_a, noon, monkeypatch):
    answers = iter([share(30, noon), share(10, noon), share(10, noon)])
    install(monkeypatch, lambda tools: next(answers), metrics=SHARE)
    goal = services.set_goal("share", 10)
    services.read("probe-sensor")
    goal.refresh_from_db()
    assert (goal.direction, goal.state) == ("down", "active")
    for _turn in range(2):
        clock.advance(timedelta(hours=6))
        services.read("probe-sensor")
    goal.refresh_from_db()
    assert goal.state == "reached"


def test_metrics_are_each_clients_own(client_a, client_b, noon):
    with client_a.active():
        shop(noon, [1, 2])
        services.read("retention-sensor")
    with client_b.active():
        assert metrics.value(METRIC, noon).value is None
