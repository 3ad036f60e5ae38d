"""Nothing to see, figures that cannot be, goals that pull apart and clocks that jump: one decision each, and why."""

from datetime import timedelta

import pytest

from automations import autonomy
from automations.autonomy.tree import from_json
from automations.models import DecisionRecord, Run
from automations.services import plan_preview
from automations.triggers import Answer
from crm.models import Order
from sensors import registry
from sensors import services as sensing
from sensors.base import Metric
from sensors.goals import set_goal
from sensors.models import Reading
from sensors.sectors import Sector
from tenants import clock
from tests.automations.autonomy.shopkeeping import install, obstacle, only_record
from tests.sensors.shop import contact, order, shop
from tests.surfaces.web.client.conftest import enter

__all__ = ["enter"]
MORE, LESS = "repeat_buyers_90d", "repeat_buyers_less"


def test_with_all_sensors_blind_the_decision_names_every_sector_and_starts_nothing(in_a, noon, probe, enter, viewer):
    sensing.read_all()
    assert not Reading.objects.filter(status__in=("ok", "warning", "degraded")).exists()
    record = only_record()
    tree = from_json(record.tree)
    assert (record.outcome, record.automation) == ("nothing", "")
    assert {node.params["sector"] for node in tree.children} == set(Sector.values)
    assert not any(child.holds for child in tree.children)
    assert all(child.named("reading_counts").params["reason"] for child in tree.children)
    browser = enter(viewer, in_a)
    assert "10 of 10 sectors cannot be told now." in browser.get("/").content.decode()
    assert f"0 of {len(registry.all())} sensors measure." in browser.get("/sensors/").content.decode()
    assert browser.get("/decisions/").status_code == 200


@pytest.fixture
def torn(in_a, noon, monkeypatch):
    """One figure at 50: one goal wants it at 60 or more, another at 40 or less, and one automation answers both."""
    retention = registry.get("retention-sensor")
    opposite = Metric(LESS, "The same, but less", MORE, "%", "down")
    monkeypatch.setattr(type(retention), "metrics", (*retention.metrics, opposite))
    install(monkeypatch, answers=(Answer(metric=MORE), Answer(metric=LESS)))
    shop(noon, [1, 2])
    sensing.read("retention-sensor")
    set_goal(MORE, 60)
    set_goal(LESS, 40)
    return in_a


def test_goals_that_pull_apart_start_one_run_that_names_both_and_no_second(torn):
    first = only_record()
    assert first.outcome == "acted"
    assert [node.params["metric"] for node in _goals(first)] == [MORE, LESS]
    for _hour in range(5):
        clock.advance(timedelta(hours=1))
        assert [record.outcome for record in autonomy.tick()] == ["nothing"]
    Run.objects.update(state="done")
    assert obstacle(only_record()) == "rested"
    assert Run.objects.count() == 1


def _goals(record: DecisionRecord):
    return [node for node in from_json(record.tree).named("cause").children if node.text_code == "goal"]


@pytest.mark.parametrize(
    ("jump", "words"),
    [(timedelta(hours=-1), "the clock was set back"), (timedelta(days=3), "after 12 hours it counts no more")],
)
def test_a_clock_that_jumps_starts_nothing_on_a_reading_it_makes_impossible(pressed, jump, words):
    with clock.frozen(clock.now() + jump):
        record = only_record()
        assert (record.outcome, obstacle(record)) == ("nothing", "reading_counts")
        assert words in from_json(record.tree).named("reading_counts").params["reason"]
    assert only_record().outcome == "acted", "the clock is right again, and so is the reading"


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=3)])
def test_a_clock_that_jumps_after_acting_starts_no_second_run(pressed, jump):
    assert only_record().outcome == "acted"
    Run.objects.update(state="done")
    clock.advance(jump)
    sensing.read("retention-sensor")
    record = only_record()
    assert (record.outcome, obstacle(record)) == ("nothing", "rested")
    assert Run.objects.count() == 1


@pytest.mark.parametrize("cents", [-5_000_000_00, 0, 90_000_000_000_00])
def test_orders_for_amounts_that_cannot_be_keep_the_reading_possible_and_the_plan_whole(in_a, noon, cents):
    shop(noon, [1, 2, 2])
    for number in range(3):
        order(contact(noon, f"odd{number}"), noon - timedelta(days=1), f"odd{number}", total_cents=cents)
    order(contact(noon, "old"), noon.replace(year=1970), "old", total_cents=cents)
    reading = sensing.read("retention-sensor")
    assert (reading.status, reading.facts["buyers"]) == ("ok", 6)
    assert 0 <= reading.pressure <= 100
    assert plan_preview("churn-prediction-resilient").rows is not None
    assert Order.objects.filter(total_cents=cents).count() == 4
