"""The look autonomy takes: at the readings and goals of one client, to one run or a reason why not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from automations import autonomy, services
from automations.autonomy import render
from automations.autonomy.conditions import COOL_DOWN
from automations.models import DecisionRecord, Run, Setting
from automations.triggers import Answer
from sensors import services as sensing
from sensors.base import Metric
from sensors.sectors import Sector
from tenants import clock, switches
from tenants.models import Client
from tests.automations.autonomy.shopkeeping import (
    METRIC,
    SLUG,
    also,
    at_ease,
    install,
    obstacle,
    only_record,
    under_pressure,
    why_not,
)
from tests.sensors.shop import install as supply
from tests.sensors.shop import measured, shop


def test_pressure_starts_a_run_on_the_trace_of_its_reading(pressed):
    record = only_record()
    assert (record.outcome, record.cause, record.automation) == ("acted", "pressure", SLUG)
    run = Run.objects.get()
    assert (run.pk, run.trigger, run.trace_id) == (record.run_id, "autonomy", record.trace_id)
    reading = sensing.Reading.objects.get()
    assert (record.reading_id, record.trace_id) == (reading.pk, reading.trace_id)


def test_a_missed_goal_starts_a_run_under_the_limit(in_a, noon, probe):
    at_ease(noon)
    goal = sensing.set_goal(METRIC, 55)
    record = only_record()
    assert (record.outcome, record.cause, record.goal_id) == ("acted", "goal", goal.pk)
    lines = "\n".join(render.lines(record.tree))
    assert "50 ≤ 60" in lines
    assert "50 % < 55 %" in lines.replace("50%", "50 %").replace("55%", "55 %")


def test_pressure_and_goal_together_start_one_run_and_both_are_named(pressed):
    goal = sensing.set_goal(METRIC, 55)
    record = only_record()
    assert (record.outcome, record.cause, record.goal_id) == ("acted", "both", goal.pk)
    assert Run.objects.count() == 1
    assert "75" in record.directive
    assert "55" in record.directive


def test_the_directive_is_in_the_clients_language_and_names_the_automation(pressed):
    record = only_record()
    assert "Probe" in record.directive
    assert "60" in record.directive


def test_a_second_look_does_nothing_and_says_why(pressed):
    autonomy.tick()
    record = only_record()
    assert record.outcome == "nothing"
    assert obstacle(record) in ("nothing_alike", "rested")
    assert record.trace_id != DecisionRecord.objects.acted().get().trace_id
    assert Run.objects.count() == 1


def test_after_the_cool_down_a_cause_that_lasts_is_answered_again(pressed, noon):
    autonomy.tick()
    Run.objects.update(state="done")
    clock.advance(COOL_DOWN - timedelta(minutes=1))
    shop_is_read_again()
    assert obstacle(only_record()) == "rested"
    clock.advance(timedelta(minutes=1))
    shop_is_read_again()
    assert only_record().outcome == "acted"


def shop_is_read_again():
    from crm.models import Order

    newest = Order.objects.order_by("happened_at").last()
    newest.happened_at = newest.known_at = clock.now()
    newest.save()
    sensing.read("retention-sensor")


def test_a_run_that_follows_from_the_first_counts_as_alike(pressed, noon):
    record = only_record()
    Run.objects.update(state="done")
    follow_up = {"automation": "follow-up", "version": "1", "trigger": "event", "trace_id": record.trace_id}
    Run.objects.create(**follow_up, parent_id=record.run_id, state="waiting", created_at=noon)
    assert obstacle(only_record()) == "nothing_alike"


def test_a_manual_run_that_waits_counts_as_alike(pressed, noon):
    Run.objects.create(automation=SLUG, version="1", trigger="manual", state="waiting", created_at=noon)
    assert why_not() == "nothing_alike"


def test_a_stale_reading_starts_nothing(pressed):
    clock.advance(timedelta(hours=13))
    assert why_not() == "reading_counts"


def test_a_stale_source_starts_nothing(in_a, noon, probe):
    shop(noon, [1, 1, 1, 2], newest=timedelta(days=8))
    sensing.read("retention-sensor")
    sensing.set_goal(METRIC, 99)
    assert why_not() == "reading_counts"


def test_a_blocked_sensor_starts_nothing_even_with_a_goal(in_a, noon, probe):
    sensing.read("retention-sensor")
    sensing.set_goal(METRIC, 99)
    record = only_record()
    assert record.outcome == "nothing"
    assert "SHOPIFY_ACCESS_TOKEN" in render.why(record)


def test_nothing_was_read_and_nothing_is_done(in_a, noon, probe):
    record = only_record()
    assert (record.outcome, record.automation, record.cause) == ("nothing", "", "none")
    assert len(record.tree["children"]) > 1, "every sector is shown"


def test_a_shop_at_ease_without_a_goal_is_left_alone(in_a, noon, probe):
    at_ease(noon)
    record = only_record()
    assert (record.outcome, record.automation) == ("nothing", "")
    assert "50 ≤ 60" in "\n".join(render.lines(record.tree))


def test_one_odd_reading_behind_a_goal_starts_nothing(in_a, noon, monkeypatch):
    figures = iter([900, 4, 4, 4])
    named = (Metric("visits", "Visits", "visits"),)
    supply(monkeypatch, lambda tools: replace(measured(10), facts={"visits": next(figures)}), metrics=named)
    install(monkeypatch, answers=(Answer(metric="visits"),))
    sensing.set_goal("visits", 500)
    found = []
    for later in (timedelta(), timedelta(hours=6), timedelta(minutes=1), timedelta(hours=6)):
        clock.advance(later)
        sensing.read("probe-sensor")
        record = only_record()
        found.append(record.outcome if record.outcome == "acted" else obstacle(record))
    assert found == ["behind_goal", "confirmed", "confirmed", "acted"]


def test_a_reached_goal_is_left_alone(in_a, noon, probe):
    at_ease(noon)
    sensing.set_goal(METRIC, 50)
    assert why_not() == "pressure_above_limit"


def test_what_a_person_switched_off_stays_off(pressed):
    Setting.objects.create(automation=SLUG, enabled=False)
    assert why_not() == "switched_on"


def test_what_is_not_on_from_the_start_waits_for_a_person(in_a, noon, monkeypatch):
    install(monkeypatch, on_from_start=())
    under_pressure(noon)
    assert why_not() == "switched_on"
    services.switch(SLUG, True, None)
    assert only_record().outcome == "acted"


def test_on_from_the_start_is_said_and_holds_for_the_vertical_only(pressed):
    Client.objects.filter(pk=pressed.pk).update(vertical="b2b")
    pressed.vertical = "b2b"
    assert why_not() == "switched_on"
    pressed.vertical = "shop"
    record = only_record()
    assert record.outcome == "acted"
    assert "+" in render.lines(record.tree)[0]
    assert any("approved" in line or "approuv" in line for line in render.lines(record.tree))


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_pause_stops_it_here_or_everywhere(pressed, admin, everywhere):
    switches.pause(None if everywhere else pressed, by=admin)
    assert why_not() == "not_paused"


def test_a_client_that_is_not_active_any_more_is_left_alone(pressed):
    Client.objects.filter(pk=pressed.pk).update(state=Client.State.SUSPENDED)
    assert why_not() == "client_active"


def test_an_automation_that_lacks_something_is_not_started(in_a, noon, monkeypatch):
    from sensors.needs import Connector

    install(monkeypatch, needs=(Connector("klaviyo"),))
    under_pressure(noon)
    record = only_record()
    assert obstacle(record) == "ready"
    assert "KLAVIYO_API_KEY" in render.why(record)


def test_a_dry_run_that_finds_nothing_starts_nothing(in_a, noon, monkeypatch):
    install(monkeypatch, finds=0)
    under_pressure(noon)
    assert why_not() == "dry_run"


def test_a_pressure_that_nothing_answers_is_said(in_a, noon, monkeypatch):
    install(monkeypatch, answers=())
    under_pressure(noon)
    assert why_not() == "answer_missing"


def test_three_looks_start_one_run(pressed):
    autonomy.tick()
    autonomy.tick()
    autonomy.tick()
    assert Run.objects.count() == 1
    assert DecisionRecord.objects.count() == 3


OTHER = "probe-other"


@pytest.fixture
def two(pressed, monkeypatch):
    """Another automation answers the same sector, and a goal measured there."""
    return also(monkeypatch, slug=OTHER, title="Other")


def test_a_cause_that_two_automations_answer_starts_one_of_them(two):
    first, second = autonomy.tick()
    assert (first.automation, first.outcome) == (SLUG, "acted")
    assert (second.automation, obstacle(second), second.outcome) == (OTHER, "answered_once", "nothing")
    assert "Probe" in render.why(second)
    assert Run.objects.count() == 1


def test_a_goal_of_the_sector_is_no_second_cause(two):
    sensing.set_goal(METRIC, 55)
    autonomy.tick()
    assert Run.objects.count() == 1


def test_a_cause_rests_until_the_effect_could_show_and_then_it_is_the_others_turn(two):
    autonomy.tick()
    Run.objects.update(state="done")
    clock.advance(COOL_DOWN - timedelta(minutes=1))
    shop_is_read_again()
    assert {record.automation: obstacle(record) for record in autonomy.tick()} == {
        SLUG: "rested",
        OTHER: "answered_once",
    }
    clock.advance(timedelta(minutes=1))
    shop_is_read_again()
    acted = [record.automation for record in autonomy.tick() if record.outcome == "acted"]
    assert acted == [OTHER]


def test_a_cause_whose_answer_is_still_going_on_waits_for_it_however_long(two):
    autonomy.tick()
    clock.advance(COOL_DOWN + timedelta(days=1))
    shop_is_read_again()
    assert obstacle(next(each for each in autonomy.tick() if each.automation == OTHER)) == "answered_once"


def test_an_answer_for_another_sector_goes_ahead(two, monkeypatch):
    also(monkeypatch, slug="probe-third", answers=(Answer(sector="operations"),))
    supply(monkeypatch, lambda tools: measured(90), sector=Sector.OPERATIONS)
    sensing.read("probe-sensor")
    assert {record.automation for record in autonomy.tick() if record.outcome == "acted"} == {SLUG, "probe-third"}
