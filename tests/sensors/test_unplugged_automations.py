"""A service is lost: what stands on it starts nothing, keeps what it had released, and goes on afterwards."""

from datetime import timedelta

import pytest

from automations import registry
from automations.autonomy import render
from automations.models import Action
from integrations import dependents as integrations
from integrations.mail import mailbox as stored_mail
from sensors.dependents import connectors
from sensors.goals import set_goal
from tenants import clock
from tests.automations.autonomy.shopkeeping import install, obstacle, only_record
from tests.automations.conftest import contact_of, letter, run_due, run_letter
from tests.sensors.everything import SERVICES, lose, plug_in

__all__ = ["contact_of", "letter"]
CHURN = "churn-prediction-resilient"
MAIL = {"smtp"}
STANDS_ON = {
    each.slug: found - MAIL
    for each in registry.all()
    for found in [set(connectors(each.needs))]
    if found - MAIL <= set(SERVICES)
}
"""What sensors do not read is not played here, and an automation that needs it is never ready."""
STANDING = [(automation, service) for automation, found in STANDS_ON.items() for service in sorted(found)]


def not_ready():
    played = [registry.get(slug) for slug in STANDS_ON]
    return {each.slug: " ".join(each.health().missing) for each in played if not each.health().ready}


def test_each_loss_stops_exactly_the_automations_that_stand_on_it(live):
    assert not_ready() == {}
    for slug in {service for _automation, service in STANDING}:
        lose(live, slug)
        stopped = not_ready()
        needing = {each.slug for each in integrations.of(slug) if each.kind == "automation"}
        assert set(stopped) == needing & set(STANDS_ON)
        assert all("has not answered since" in sentence for sentence in stopped.values())
        plug_in(live, slug)
        assert not_ready() == {}


def test_what_stands_on_nothing_that_was_lost_stays_ready(live):
    for slug in sorted(set(SERVICES) - {service for _automation, service in STANDING}):
        live.unplug(slug)
    assert not_ready() == {}


@pytest.mark.parametrize("service", sorted({service for _automation, service in STANDING}))
def test_autonomy_says_why_it_starts_nothing_and_starts_once_it_is_back(live, monkeypatch, service):
    """A goal asks all the while; what answers it needs what the shop's own automation needs."""
    probe = install(monkeypatch, needs=registry.get(CHURN).needs)
    set_goal("repeat_buyers_90d", 95)
    lose(live, service)
    record = only_record()
    assert (record.automation, record.outcome, obstacle(record)) == (probe.slug, "nothing", "ready")
    assert "Shopify has not answered since" in render.why(record)
    plug_in(live, service)
    assert [only_record().outcome, only_record().outcome] == ["acted", "nothing"]


@pytest.mark.parametrize(("slug", "service"), STANDING)
def test_what_was_released_waits_and_goes_on_when_it_is_back(
    live, mailbox, letter, contact_of, monkeypatch, slug, service, in_a
):
    """A letter that needs what the automation needs: its first step has left, its second is due in three days."""
    monkeypatch.setattr(type(letter), "needs", registry.get(slug).needs)
    contact_of()
    run_letter(steps=2)
    run_due()
    second = Action.objects.filter(payload__template="at_risk_2")
    lose(live, service)
    clock.advance(timedelta(days=3))
    run_due()
    assert second.values_list("state", "reason_code").get() == ("released", "service_lost")
    assert len(stored_mail(in_a)) == 1
    plug_in(live, service)
    assert second.get().state == "done"
    assert len(stored_mail(in_a)) == 2
