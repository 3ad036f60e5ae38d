"""A lead that crosses into another tier is marked once, and staff hears of each that has become hot."""

from datetime import timedelta

import pytest

import events
from automations.models import Action, Run
from automations.services import plan_preview, switch
from crm.models import Contact
from crm.services import note_signal, put_score
from events.models import Event
from tenants import clock
from tests.automations.catalog.conftest import hours_pass

SCORING, ALERT, NURTURE = "lead-scoring-agentic", "hot-lead-alert", "lead-nurture-sequence"
HOT = ("source_google", "intent_demo", "mail_replied")


@pytest.fixture
def lead(in_a, noon):
    """Nadia, of whom nothing is known yet; both automations are on."""
    switch(SCORING, True, None, {})
    switch(ALERT, True, None, {})
    return someone()


def someone(name="Nadia"):
    times = dict.fromkeys(("details_at", "happened_at", "known_at", "created_at"), clock.now() - timedelta(days=9))
    return Contact.objects.create(source="form", external_id=name, first_name=name, **times)


def note(contact, *signals):
    for signal in signals:
        note_signal(contact, signal, source="form", at=clock.now(), key=f"{contact.pk}:{signal}")
    hours_pass(1)


def tags(contact):
    return Contact.objects.get(pk=contact.pk).tags


def done(kind):
    return list(Action.objects.filter(kind=kind, state="done").order_by("done_at", "pk"))


def test_each_crossing_changes_the_tag_once(lead):
    note(lead, "source_google")
    assert tags(lead) == ["COLD_LEAD"]
    note(lead, "intent_blog")
    note(lead, "intent_demo")
    assert tags(lead) == ["WARM_LEAD"]
    note(lead, "mail_replied")
    assert tags(lead) == ["HOT_LEAD"]
    assert [action.payload["tag"] for action in done("tag_contact")] == ["COLD_LEAD", "WARM_LEAD", "HOT_LEAD"]


def test_the_tag_carries_the_reasons_with_their_points(lead):
    note(lead, "source_google", "intent_demo")
    why = done("tag_contact")[-1].payload["why"]
    assert "50" in why and "+30" in why and "+20" in why
    assert why.index("+30") < why.index("+20")


def test_staff_hears_once_of_a_lead_that_has_become_hot(lead):
    note(lead, *HOT)
    (notice,) = done("notify_staff")
    assert notice.payload["level"] == "alert"
    assert "Nadia" in notice.payload["headline"]
    assert "75" in notice.payload["lines"][0]
    note(lead, "fit_ecommerce")
    assert len(done("notify_staff")) == 1, "hotter is not hot again"


def test_staff_hears_of_a_lead_that_was_imported_with_the_tag_of_hot_ones(lead):
    Contact.objects.filter(pk=lead.pk).update(tags=["HOT_LEAD"])
    note(lead, *HOT)
    assert len(done("notify_staff")) == 1
    assert tags(lead) == ["HOT_LEAD"]


def test_staff_hears_of_a_hot_lead_though_nothing_tags_it(lead):
    switch(SCORING, False, None, {})
    note(lead, *HOT)
    assert len(done("notify_staff")) == 1
    assert tags(lead) == []


def test_what_the_platform_sees_of_the_alert_is_a_count(lead):
    note(lead, *HOT)
    (told,) = Event.objects.filter(type="staff.notified")
    assert set(told.data) == {"level", "number", "run_id"}
    assert "Nadia" not in str(told.data)


def test_a_lead_that_cooled_down_and_is_hot_again_is_told_again(lead):
    note(lead, *HOT)
    put_score(lead.pk, 10, "cold", [])
    hours_pass(1)
    assert tags(lead) == ["COLD_LEAD"]
    put_score(lead.pk, 80, "hot", [])
    hours_pass(1)
    assert tags(lead) == ["HOT_LEAD"]
    assert len(done("notify_staff")) == 2


def test_a_lead_that_is_no_longer_hot_is_left_out_by_name(lead):
    put_score(lead.pk, 20, "cold", [])
    preview = plan_preview(ALERT, {"contacts": {"contacts": [lead.pk]}})
    assert preview.plan.actions == []
    assert [each.code for each in preview.plan.left_out] == ["not_hot"]


def test_all_leads_can_be_marked_at_once_and_none_twice(in_a, noon):
    for name in ("Ali", "Rim"):
        put_score(someone(name).pk, 80, "hot", [])
    someone("no lead")
    assert len(plan_preview(SCORING).plan.actions) == 2
    Contact.objects.update(tags=["HOT_LEAD"])
    assert plan_preview(SCORING).plan.actions == []


def test_without_being_switched_on_nothing_happens(in_a, noon):
    contact = someone()
    note_signal(contact, "source_google", source="form", at=clock.now(), key="1")
    events.run_due()
    assert not Run.objects.exists()
    assert tags(contact) == []
