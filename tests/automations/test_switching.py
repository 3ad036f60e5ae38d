"""On, off, parameters and schedule."""

from datetime import timedelta

import pytest

from automations.models import Run, Setting
from automations.services import start_run, switch
from automations.triggers import Daily, On
from events.models import Schedule
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import orders_imported, run_due

pytestmark = pytest.mark.django_db
CHURN = "churn-prediction-resilient"


def test_on_puts_the_declared_schedule_and_off_takes_it_away(shop, owner):
    switch(CHURN, True, owner)
    assert Schedule.objects.running().get(client=shop, key=f"automation:{CHURN}").cron == "0 8 * * *"
    switch(CHURN, False, owner)
    assert not Schedule.objects.running().filter(client=shop, key=f"automation:{CHURN}").exists()


def test_at_its_time_it_runs_once_with_the_stored_parameters(shop, owner, contact_of, letter, monkeypatch):
    monkeypatch.setattr(type(letter), "triggers", [Daily(at="14:00")])
    contact_of()
    switch("letter", True, owner, {"occasion": "scheduled"})
    run_due()
    assert not Run.objects.exists()
    clock.advance(timedelta(hours=3))
    run_due()
    run_due()
    run = Run.objects.get()
    assert (run.trigger, run.params["occasion"]) == ("schedule", "scheduled")


def test_off_by_a_person_keeps_the_parameters(shop, owner):
    switch(CHURN, True, owner, {"horizon_days": 60})
    switch(CHURN, False, owner)
    assert Setting.objects.get().params["horizon_days"] == 60
    assert start_run(CHURN, None, trigger="manual").params["horizon_days"] == 60


def test_a_parameter_that_is_no_more_is_forgotten(shop, contact_of):
    Setting.objects.create(automation="letter", params={"old": 1, "occasion": "kept"})
    assert start_run("letter", None, trigger="manual").params["occasion"] == "kept"


@pytest.mark.parametrize("params", [{"horizon_days": 1}, {"high_from": 0.99}])
def test_bad_parameters_are_not_stored(shop, owner, params):
    with pytest.raises(Refused):
        switch(CHURN, True, owner, params)
    assert not Setting.objects.exists()


def test_a_bad_schedule_is_not_stored(shop, owner):
    with pytest.raises(Refused):
        switch(CHURN, True, owner, cron="every day")


def test_what_lacks_something_is_not_switched_on(in_a, owner):
    with pytest.raises(Refused) as refused:
        switch(CHURN, True, owner)
    assert refused.value.code == "not_ready"


def test_a_viewer_switches_nothing(shop, viewer):
    with pytest.raises(Refused):
        switch(CHURN, True, viewer)


def test_an_event_starts_what_is_switched_on_and_declares_it_once(shop, owner, contact_of, letter, monkeypatch):
    import events
    from automations.handlers import start_on_event
    from events import registry as event_registry

    monkeypatch.setattr(type(letter), "triggers", [On("thing.happened")])
    monkeypatch.setattr(event_registry, "_handlers", dict(event_registry._handlers))
    monkeypatch.setattr(event_registry, "_subscribers", dict(event_registry._subscribers))
    events.subscribe("thing.happened")(start_on_event)
    contact_of()
    events.publish("thing.happened", ("thing", 1), key="first")
    run_due()
    assert not Run.objects.exists()
    switch("letter", True, owner)
    events.publish("thing.happened", ("thing", 2), key="second")
    run_due()
    orders_imported()
    assert Run.objects.get().trigger == "event"
