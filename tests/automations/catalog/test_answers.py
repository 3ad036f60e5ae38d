"""What the built automations answer: each answer finds something to do, and none makes its cause worse."""

from datetime import timedelta

import pytest

from automations import autonomy, registry
from automations.autonomy import render
from automations.autonomy.conditions import COOL_DOWN
from automations.base import Risk
from automations.models import Action, Run
from automations.services import switch
from crm.models import LeadScore
from crm.services import put_score
from sensors import metrics
from sensors import services as sensing
from sensors.sectors import Sector
from tenants import clock
from tests.automations.autonomy.shopkeeping import obstacle
from tests.automations.catalog.conftest import hours_pass, person
from tests.sensors.shop import install, measured

NURTURE, CARTS = "lead-nurture-sequence", "abandoned-cart-series"
ANSWERING = [each for each in registry.all() if each.answers]


@pytest.mark.parametrize("automation", ANSWERING, ids=lambda each: each.slug)
def test_an_answer_is_to_something_that_is_measured(automation):
    for answer in automation.answers:
        assert answer.metric in metrics.all() if answer.metric else answer.sector in Sector.values


def test_more_mail_is_no_answer_to_mail_that_is_complained_of():
    """What presses there are bounces and reports of spam: whoever writes more makes it worse."""
    writing = [each for each in ANSWERING if each.risk in (Risk.COMMUNICATION, Risk.FINANCIAL)]
    assert writing
    for each in writing:
        assert Sector.REPUTATION not in {answer.sector for answer in each.answers}


@pytest.fixture
def few_leads(in_a, noon, mailbox, monkeypatch):
    """Acquisition under pressure, and Nadia, who became warm before anybody switched the series on."""
    lead = person(NURTURE, "nadia@lead.example", tags=["WARM_LEAD"])
    put_score(lead.pk, 50, "warm", [])
    hours_pass(1)
    LeadScore.objects.update(at=clock.now() - timedelta(days=9))
    install(monkeypatch, lambda tools: measured(90), sector=Sector.ACQUISITION)
    sensing.read("probe-sensor")
    return lead


def decision(slug=NURTURE):
    return next(record for record in autonomy.tick() if record.automation == slug)


def test_what_would_answer_but_is_off_is_named_with_that_reason(few_leads):
    record = decision()
    assert (record.outcome, obstacle(record)) == ("nothing", "switched_on")
    assert "Acquisition" in "".join(render.lines(record.tree))


def test_under_acquisition_pressure_warm_leads_in_no_series_are_written_to_once(few_leads):
    switch(NURTURE, True, None, {})
    assert decision().outcome == "acted"
    run = Run.objects.get(automation=NURTURE)
    assert (run.trigger, Action.objects.of_run(run).filter(kind="send_email").count()) == ("autonomy", 5)
    hours_pass(COOL_DOWN / timedelta(hours=1) + 8 * 24)
    sensing.read("probe-sensor")
    assert obstacle(decision()) == "dry_run", "they have had it: there is nothing to do"


def test_under_conversion_pressure_the_carts_no_event_has_brought_are_written_about(shop, buyer, cart, monkeypatch):
    cart()
    hours_pass(2)
    assert not Run.objects.exists(), "the series was off when the cart was left"
    switch(CARTS, True, None, {})
    install(monkeypatch, lambda tools: measured(90), sector=Sector.CONVERSION)
    sensing.read("probe-sensor")
    assert decision(CARTS).outcome == "acted"
    run = Run.objects.get(automation=CARTS)
    assert Action.objects.of_run(run).filter(kind="send_email", contact_id=buyer.pk).count() == 3
