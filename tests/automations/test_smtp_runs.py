"""A run against a real SMTP server that refuses, delays, or breaks off."""

from datetime import timedelta

import pytest

from automations import execution
from automations.models import Action, Run
from automations.services import resolve_unknown
from integrations.models import CostLine
from tenants import clock
from tenants.errors import Refused, Temporary
from tests.automations.conftest import run_due, run_letter

pytestmark = pytest.mark.django_db


def the_action() -> Action:
    return Action.objects.get()


def test_a_server_that_breaks_off_after_the_text_leaves_it_unknown_and_gets_nothing_twice(shop, contact_of, smtp):
    post = smtp(data="drop")
    contact_of()
    run = run_letter()
    run_due()
    for _again in range(3):
        clock.advance(timedelta(hours=1))
        run_due()
    assert len(post.taken) == 1
    assert (the_action().state, the_action().reason_code) == ("unknown", "mail_no_answer")
    assert Run.objects.get(pk=run.pk).state == "done"
    assert CostLine.objects.get().state == "reserved"


@pytest.mark.parametrize(("happened", "state", "cost"), [(True, "done", "settled"), (False, "failed", "released")])
def test_a_person_resolves_it_once(shop, contact_of, smtp, manager, happened, state, cost):
    smtp(data="drop")
    contact_of()
    run_letter()
    run_due()
    assert resolve_unknown(the_action(), happened, manager)
    assert not resolve_unknown(the_action(), not happened, manager)
    assert (the_action().state, CostLine.objects.get().state) == (state, cost)


def test_what_did_not_arrive_may_be_planned_again_what_did_may_not(shop, contact_of, smtp, manager):
    smtp(data="drop")
    contact_of()
    run_letter()
    run_due()
    assert run_letter().left_out
    resolve_unknown(the_action(), False, manager)
    assert not run_letter().left_out


def test_a_viewer_resolves_nothing(shop, contact_of, smtp, viewer):
    smtp(data="drop")
    contact_of()
    run_letter()
    run_due()
    with pytest.raises(Refused):
        resolve_unknown(the_action(), True, viewer)
    assert the_action().state == "unknown"


def test_a_refused_address_fails_with_the_servers_reason(shop, contact_of, smtp):
    smtp(rcpt="550 no such user")
    contact_of()
    run_letter()
    run_due()
    assert (the_action().state, the_action().reason_code) == ("failed", "mail_address_550")
    assert "550" in the_action().reason
    assert CostLine.objects.get().state == "released"


def test_a_busy_server_is_tried_again_and_gets_it_once(shop, contact_of, smtp):
    post = smtp(rcpt="451 greylisted")
    contact_of()
    run_letter()
    run_due()
    assert (the_action().state, the_action().reason_code) == ("released", "mail_address_451")
    post.rcpt = "250 OK"
    clock.advance(timedelta(hours=2))
    run_due()
    run_due()
    assert len(post.taken) == 1
    assert the_action().state == "done"


def test_the_dry_run_of_a_dead_job_says_what_it_would_do_and_does_nothing(shop, contact_of, settings, owner):
    from automations.handlers import explain
    from events.work import Work
    from tenants import switches

    settings.EMAIL_URL = "smtp://127.0.0.1:1?timeout=1"
    contact_of("Amélie")
    run_letter()
    work = Work(1, "act", {"action_id": str(the_action().pk)}, None, 1, shop)
    assert explain(work) == "released: Amélie, Cela fait un moment"
    switches.pause(shop, by=owner)
    assert explain(work).endswith("(paused)")
    assert the_action().state == "released"


def test_after_the_last_attempt_it_is_given_up_and_the_run_ends_and_a_replay_may_still_send_it(
    shop, contact_of, settings
):
    settings.EMAIL_URL = "smtp://127.0.0.1:1?timeout=1"
    contact_of()
    run = run_letter()
    with pytest.raises(Temporary):
        execution.act(the_action().pk, last_attempt=True)
    assert (the_action().state, the_action().reason_code) == ("failed", "gave_up")
    assert Run.objects.get(pk=run.pk).state == "done"
    settings.EMAIL_URL = ""
    execution.act(the_action().pk)
    assert the_action().state == "done"
