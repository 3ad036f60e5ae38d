"""The whole decision on a real shop's history, with the automations as they ship."""

import pytest

from automations import autonomy
from automations.autonomy import render
from automations.autonomy.tree import from_json
from automations.models import Run, Setting
from crm.importers import import_shop
from reviews.models import Review
from sensors import services as sensing
from sensors.models import Reading
from tenants.models import Client

METRIC = "repeat_buyers_90d"
CHURN = "churn-prediction-resilient"


@pytest.fixture
def real_shop(in_a, noon, shared_dir):
    """Client A as a rehearsal in pounds, with the real shop's history ending yesterday, all sensors read."""
    in_a.is_rehearsal, in_a.currency = True, "GBP"
    Client.objects.filter(pk=in_a.pk).update(is_rehearsal=True, currency="GBP")
    import_shop(shared_dir / "data", rehearsal=True)
    sensing.read_all()
    return in_a


def test_the_gap_and_not_the_pressure_picks_churn_once(real_shop):
    (left_alone,) = autonomy.tick()
    assert left_alone.outcome == "nothing", "under the limit and without a goal nothing asks"

    sensing.set_goal(METRIC, 55)
    (acted,) = autonomy.tick()
    assert (acted.outcome, acted.automation, acted.cause) == ("acted", CHURN, "goal")
    tree = from_json(acted.tree)
    pressure, goal = tree.named("pressure_above_limit").compared, tree.named("behind_goal").compared
    assert pressure.left == pytest.approx(52, abs=1)
    assert pressure.left < pressure.right == 60
    assert goal.left == pytest.approx(48, abs=1)
    run = Run.objects.get(pk=acted.run_id)
    assert (run.automation, run.trigger) == (CHURN, "autonomy")
    assert run.trace_id == acted.trace_id == Reading.objects.get(pk=acted.reading_id).trace_id

    assert not Setting.objects.exists(), "nobody had to switch it on"
    assert tree.named("switched_on").params == {"by_default": True}

    before = (Run.objects.count(), Review.objects.count())
    (again,) = autonomy.tick()
    assert again.outcome == "nothing"
    assert render.why(again)
    assert (Run.objects.count(), Review.objects.count()) == before
