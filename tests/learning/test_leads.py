"""Leads are scored when something becomes known of them, and each crossing of a tier is told once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import events
from crm.models import Activity, Contact, LeadScore
from crm.services import dossier, erase_contact, merge_contacts, note_signal, put_score, record_activity
from events.models import Event
from learning import handlers, leads
from tenants import clock


def someone(number=1):
    times = dict.fromkeys(("details_at", "happened_at", "known_at", "created_at"), clock.now() - timedelta(days=9))
    return Contact.objects.create(source="form", external_id=str(number), email_key=f"{number}@b.example", **times)


def note(contact, *signals):
    for signal in signals:
        note_signal(contact, signal, source="form", at=clock.now(), key=f"{contact.pk}:{signal}")
    events.run_due()


def did(contact, kind, **data):
    record_activity(contact, kind, clock.now(), data, key=f"{kind}:{contact.pk}:{clock.now():%H%M%S}")


def crossings():
    return [
        (event.data["before"], event.data["tier"])
        for event in Event.objects.filter(type="lead.tier_changed").order_by("id")
    ]


def test_what_is_noted_of_a_lead_is_scored_at_once_with_its_reasons(in_a, noon):
    lead = someone()
    note(lead, "source_google", "intent_demo")
    newest = LeadScore.objects.newest().get()
    assert (newest.score, newest.tier) == (50, "warm")
    assert newest.points == [
        {"signal": "intent_demo", "points": 30, "source": "form", "at": noon.isoformat()},
        {"signal": "source_google", "points": 20, "source": "form", "at": noon.isoformat()},
    ]


def test_each_crossing_of_a_tier_is_told_once_up_and_down(in_a, noon):
    lead = someone()
    note(lead, "source_google")
    note(lead, "intent_demo")
    note(lead, "intent_blog")
    note(lead, "fit_ecommerce")
    assert crossings() == [("", "cold"), ("cold", "warm"), ("warm", "hot")]
    assert put_score(lead.pk, 10, "cold", []) is not None
    assert put_score(lead.pk, 10, "cold", []) is None
    assert crossings()[3:] == [("hot", "cold")]


def test_the_same_thing_noted_twice_counts_and_is_told_once(in_a, noon):
    lead = someone()
    note(lead, "source_google", "source_google")
    assert not note_signal(lead, "source_google", source="form", at=clock.now(), key=f"{lead.pk}:source_google")
    assert (LeadScore.objects.count(), len(crossings())) == (1, 1)


def test_opens_and_clicks_are_counted_with_the_next_look_and_those_of_machines_never(in_a, noon):
    lead = someone()
    note(lead, "source_google", "fit_b2b")
    did(lead, "mail.opened", by_machine=True)
    assert leads.score_changed() == 0
    clock.advance(timedelta(minutes=15))
    did(lead, "mail.clicked")
    assert leads.score_changed() == 1
    assert LeadScore.objects.newest().get().score == 20 + 15 + 15
    clock.advance(timedelta(minutes=15))
    assert leads.score_changed() == 0


def test_the_regular_job_looks_at_leads(in_a, noon):
    did(someone(), "lead.intent_pricing", source="form")
    handlers.score_leads(None)
    assert LeadScore.objects.get().score == 20


def test_what_is_known_is_read_behind_the_lock_so_that_the_later_scoring_sees_all(in_a, noon):
    lead = someone()
    note(lead, "source_google")
    with CaptureQueriesContext(connection) as asked:
        leads.score(lead.pk)
    statements = [each["sql"] for each in asked.captured_queries]
    locked = next(n for n, sql in enumerate(statements) if "FOR UPDATE" in sql and "crm_contact" in sql)
    read = next(n for n, sql in enumerate(statements) if sql.startswith("SELECT") and "crm_activity" in sql)
    assert locked < read


def test_a_lead_that_was_looked_at_is_not_looked_at_again_until_something_happens(in_a, noon, monkeypatch):
    lead = someone()
    note(lead, "source_google")
    clock.advance(timedelta(hours=1))
    leads.score_changed()
    clock.advance(timedelta(hours=1))
    monkeypatch.setattr(leads, "score", pytest.fail)
    assert leads.score_changed() == 0


def test_a_customer_who_clicks_is_no_lead(in_a, noon):
    did(someone(), "mail.clicked")
    assert leads.score_changed() == 0
    assert leads.score(Contact.objects.get().pk) is None
    assert not LeadScore.objects.exists()


def test_kinds_that_nobody_knows_are_worth_nothing(in_a, noon):
    lead = someone()
    did(lead, "lead.unheard_of")
    did(lead, "tag.added", tag="x")
    assert leads.score(lead.pk) is None or LeadScore.objects.get().score == 0
    assert leads.evidence(lead.pk) == []


def test_a_lead_that_is_gone_is_not_scored(in_a, noon):
    lead = someone()
    note(lead, "source_google")
    erase_contact(lead.pk)
    assert leads.score(lead.pk) is None
    assert put_score(lead.pk, 1, "cold", []) is None
    assert not LeadScore.objects.exists()


def test_two_records_of_one_lead_keep_all_scores_and_a_person_is_told_them(in_a, noon):
    kept, gone = someone(1), someone(2)
    note(gone, "source_google")
    merge_contacts(kept.pk, gone.pk)
    assert LeadScore.objects.get().contact_id == kept.pk
    assert [row["score"] for row in dossier(kept.pk)["lead_scores"]] == [20]


def test_one_client_s_leads_are_not_another_s(client_a, client_b, noon):
    with client_a.active():
        note(someone(), "source_google")
    with client_b.active():
        assert not LeadScore.objects.exists()
        assert not Activity.objects.exists()
