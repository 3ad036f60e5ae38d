"""An automation to choose, and a shop whose figures ask for it."""

from datetime import datetime

from automations import autonomy
from automations.actions.notify_staff import NotifyStaff
from automations.autonomy.tree import from_json
from automations.base import Automation, registered
from automations.models import DecisionRecord, Run
from automations.risk import Risk
from automations.triggers import Answer
from sensors import services as sensing
from tests.sensors.shop import shop

METRIC = "repeat_buyers_90d"
SLUG = "probe-automation"


class Probe(Automation):
    """Tells the staff, once per moment; `finds` is how many things it finds to do."""

    slug = SLUG
    title = "Probe"
    category = "retention"
    risk = Risk.NONE
    answers = (Answer(sector="retention"), Answer(metric=METRIC))
    on_from_start = ("shop",)
    finds = 1

    def plan(self, ctx, params):
        for number in range(self.finds):
            yield NotifyStaff(headline="Look", once_per=(number, ctx.now.isoformat()))


def install(monkeypatch, **attributes) -> Probe:
    """The only automation that answers anything, for one test."""
    from automations import registry

    registry.all()
    for slug in list(registered):
        monkeypatch.delitem(registered, slug)
    return also(monkeypatch, **attributes)


def also(monkeypatch, **attributes) -> Probe:
    """Another one beside it."""
    probe = Probe()
    for name, value in attributes.items():
        setattr(probe, name, value)
    monkeypatch.setitem(registered, probe.slug, probe)
    return probe


def under_pressure(now: datetime) -> None:
    """A shop at pressure 75, just read."""
    shop(now, [1, 1, 1, 2])
    sensing.read("retention-sensor")


def at_ease(now: datetime) -> None:
    """A shop at pressure 50, half of the buyers came back; just read."""
    shop(now, [1, 2])
    sensing.read("retention-sensor")


def only_record() -> DecisionRecord:
    (record,) = autonomy.tick()
    record.refresh_from_db()
    return record


def why_not() -> str:
    """The code of what stood in the way of the only decision."""
    record = only_record()
    assert record.outcome == "nothing"
    assert record.run_id is None
    assert not Run.objects.filter(trigger="autonomy").exists()
    return obstacle(record)


def obstacle(record) -> str:
    return from_json(record.tree).obstacles()[0].text_code
