"""From a started run to effects that happen once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps

import events
import reviews
from automations.models import Action, Run
from automations.services import plan_preview, plan_run, start_run
from events.models import Event
from integrations.mail import mailbox as stored_mail
from integrations.models import CostLine
from tenants import clock
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.automations.conftest import review_of, run_due, run_letter, states

pytestmark = pytest.mark.django_db


def everything() -> dict[str, int]:
    """How many rows every table has: what a dry run must not change."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


def test_a_harmless_plan_runs_alone_and_once(shop, contact_of):
    contact = contact_of()
    run = run_letter(tag="HELLO", steps=1)
    assert run.state == Run.State.RUNNING
    run_due()
    run_due()
    run.refresh_from_db()
    contact.refresh_from_db()
    assert run.state == Run.State.DONE
    assert contact.tags == ["HELLO"]
    assert [mail.recipient for mail in stored_mail(shop)] == [f"Amélie <{contact.email}>"]


def test_a_valuable_customer_waits_for_a_person_and_the_others_do_not(shop, contact_of, manager):
    contact_of("Rich", spent_cents=5_000_00)
    contact_of("Modest", spent_cents=10_00)
    run = run_letter()
    assert run.state == Run.State.WAITING
    assert states(run) == {"waiting": 1, "released": 1}
    run_due()
    assert len(stored_mail(shop)) == 1
    review = review_of(run)
    assert reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    assert len(stored_mail(shop)) == 2


def test_a_dry_run_leaves_no_trace_at_all(shop, contact_of, mailbox):
    contact_of("Rich", spent_cents=5_000_00)
    contact_of(held_out=True)
    before = everything()
    preview = plan_preview("letter", {"steps": 3, "tag": "X"})
    assert everything() == before
    assert not mailbox.exists()
    assert [verdict.answer for _planned, verdict in preview.rows] == ["ask"] * 4 + ["allow"]
    assert preview.held_out == 1


def test_planning_twice_gives_the_same_digests(shop, contact_of):
    from automations import registry
    from automations.context import Context
    from automations.plan import draft, sketch
    from automations.services.planning import stored

    contact_of("Zoë", spent_cents=5_000_00)
    contact_of("Ali", language="en")

    def digests() -> list[str]:
        automation = registry.get("letter")
        params = automation.Params.from_json({"steps": 3, "tag": "X"})
        run = Run(automation="letter", version="1", params=params)
        plan = draft(*sketch(automation, Context(shop, "letter", clock.now()), params))
        return [stored(run, automation, each, number).digest for number, each in enumerate(plan.actions)]

    first = digests()
    assert len(first) == 8
    assert digests() == first


def test_what_was_planned_before_is_not_planned_again_and_the_plan_says_so(shop, contact_of):
    contact = contact_of()
    run_letter()
    again = run_letter()
    assert again.state == Run.State.DONE
    assert again.left_out == [{"code": "already_planned", "people": 1, "contacts": [contact.pk]}]
    assert again.reasons == [{"code": "nothing_to_do"}]
    assert run_letter(occasion="another").left_out == []


def test_each_contact_that_cannot_be_written_to_is_named_with_the_reason(shop, contact_of):
    nobody = contact_of(email="")
    silent = contact_of(email_consent="unknown", consent_at=None)
    gone = contact_of(email_consent="opted_out")
    run = run_letter()
    assert {row["code"]: row["contacts"] for row in run.left_out} == {
        "no_address": [nobody.pk],
        "consent_unknown": [silent.pk],
        "opted_out": [gone.pk],
    }
    assert not Action.objects.exists()


def test_a_name_that_would_break_the_head_of_a_mail_leaves_that_contact_out(shop, contact_of):
    bad = contact_of("Eve\r\nBcc: all@victims.example")
    contact_of("Good")
    run = run_letter(steps=3)
    assert run.left_out == [{"code": "bad_header", "people": 1, "contacts": [bad.pk]}]
    assert states(run) == {"released": 3, "skipped": 3}


def test_a_share_is_left_out_of_every_step_to_compare_with(shop, contact_of):
    contact = contact_of(held_out=True)
    run = run_letter(steps=3, tag="X")
    assert [(each.kind, each.state) for each in run.actions.order_by("position")] == [
        ("tag_contact", "released"),
        *[("send_email", "held_out")] * 3,
    ]
    run_due()
    run.refresh_from_db()
    contact.refresh_from_db()
    assert run.state == Run.State.DONE
    assert contact.tags == ["X"]
    assert stored_mail(shop) == []


def test_a_crash_between_start_and_plan_is_made_good_by_its_job(shop, contact_of, monkeypatch):
    contact_of()
    with monkeypatch.context() as crash:
        crash.setattr("automations.services.planning.plan_run", lambda run_id: Run.objects.get(pk=run_id))
        run = run_letter()
    assert run.state == Run.State.PLANNING
    run_due()
    assert stored_mail(shop) == []
    clock.advance(timedelta(minutes=11))
    run_due()
    assert len(stored_mail(shop)) == 1


def test_planning_a_planned_run_again_changes_nothing(shop, contact_of):
    contact_of()
    run = run_letter()
    assert plan_run(run.pk).state == run.state
    assert Action.objects.count() == 1


def test_a_start_that_is_repeated_is_one_run(shop, contact_of):
    contact_of()
    identity = uuid4()
    first = start_run("letter", {}, trigger="schedule", run_id=identity)
    assert start_run("letter", {}, trigger="schedule", run_id=identity) == first
    assert Run.objects.count() == 1


def test_a_follow_up_has_the_trace_and_the_requester_of_its_parent(shop, contact_of, manager):
    contact_of()
    parent = run_letter(by=manager, steps=0)
    child = start_run("letter", {"occasion": "child"}, trigger="event", parent=parent)
    assert (child.trace_id, child.parent_id) == (parent.trace_id, parent.pk)
    assert child.requested_by_id == manager.pk


@pytest.mark.parametrize("params", [{"steps": 4}, {"steps": "many"}, {"nobody": 1}, {"contacts": {"all": 1}}])
def test_bad_parameters_are_refused_by_name_and_leave_no_run(shop, params):
    with pytest.raises(Refused) as refused:
        start_run("letter", params, trigger="manual")
    assert refused.value.code == "bad_params"
    assert not Run.objects.exists()


def test_a_viewer_and_an_outsider_start_nothing(shop, viewer, outsider):
    for person in (viewer, outsider):
        with pytest.raises(Refused):
            run_letter(by=person)
    assert not Run.objects.exists()


def test_an_automation_that_lacks_something_says_what(shop, contact_of):
    from crm.models import Source

    Source.objects.all().delete()
    with pytest.raises(Refused) as refused:
        start_run("at-risk-customer-flow", {}, trigger="manual")
    assert refused.value.code == "not_ready"
    assert "No orders were imported" in refused.value.sentence
    assert plan_preview("at-risk-customer-flow").missing


def test_everything_paused_refuses_the_plan(shop, contact_of, owner):
    from tenants import switches

    contact_of()
    switches.pause(shop, by=owner)
    run = run_letter()
    assert (run.state, run.reasons) == (Run.State.REFUSED, [{"code": "paused"}])
    assert not Action.objects.exists()


def test_a_finished_run_tells_the_ledger_and_its_followers(shop, contact_of):
    contact_of()
    run = run_letter()
    run_due()
    whats = list(LedgerEntry.objects.filter(subject_id=str(run.pk)).order_by("pk").values_list("what", flat=True))
    assert whats == ["run.started", "run.planned", "run.done"]
    assert LedgerEntry.objects.filter(what="action.done").count() == 1
    assert Event.objects.filter(type="run.finished", subject_id=str(run.pk)).count() == 1


def test_every_mail_has_its_cost_line(shop, contact_of, settings):
    contact_of()
    run = run_letter()
    run_due()
    line = CostLine.objects.get()
    assert (line.run_id, line.state, line.what, line.amount_micros) == (run.pk, "settled", "email", 0)


def test_the_job_that_watches_over_planning_does_nothing_to_a_planned_run(shop, contact_of):
    contact_of()
    run_letter()
    clock.advance(timedelta(minutes=11))
    events.run_due(client=shop)
    assert Run.objects.count() == 1
    assert len(stored_mail(shop)) == 1
