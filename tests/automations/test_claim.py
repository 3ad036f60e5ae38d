"""Between the approval and the effect the world may change; each change has its consequence."""

from datetime import UTC, datetime, timedelta

import pytest

import events
import reviews
from automations.models import Action, Run
from automations.services import resume_parked, switch
from crm.models import Consent
from crm.services import set_consent, suppress
from integrations import costs
from integrations.mail import mailbox as stored_mail
from reviews.models import Decision, Review
from tenants import clock, switches
from tenants.models import Client, Member
from tests.automations.conftest import order_of, orders_imported, review_of, run_due, run_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(shop, contact_of, manager):
    """A letter to a valuable customer, approved a moment ago and not sent yet."""
    contact = contact_of(spent_cents=5_000_00)
    run = run_letter()
    review = review_of(run)
    assert reviews.approve(review, by=manager, digest=review.digest)
    return contact, Action.objects.get(run=run)


def after_job(action: Action) -> tuple[str, str]:
    run_due()
    action.refresh_from_db()
    return action.state, action.reason_code


def test_without_a_change_it_leaves(approved, shop):
    assert after_job(approved[1]) == ("done", "")
    assert len(stored_mail(shop)) == 1


def test_a_pause_holds_it_and_its_end_lets_it_go(approved, shop, owner):
    switches.pause(shop, by=owner)
    assert after_job(approved[1]) == ("released", "paused")
    assert stored_mail(shop) == []
    switches.resume(shop, by=owner)
    assert after_job(approved[1]) == ("done", "")
    assert len(stored_mail(shop)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_pause_of_all_clients_ends_for_each_of_them(client_a, noon, mailbox, contact_of, admin):
    with client_a.active():
        orders_imported()
        contact_of()
        run_letter()
        switches.pause(None, by=admin)
        run_due()
        assert Action.objects.get().reason_code == "paused"
        switches.resume(None, by=admin)
    events.run_due()
    assert len(stored_mail(client_a)) == 1


def test_a_suspended_client_waits_until_it_is_active_again(approved, shop):
    Client.objects.filter(pk=shop.pk).update(state=Client.State.SUSPENDED)
    from automations.claim import halt

    held = halt(approved[1], shop, clock.now())
    assert (held.how, held.code) == ("park", "client_not_active")
    Client.objects.filter(pk=shop.pk).update(state=Client.State.ARCHIVED)
    assert halt(approved[1], shop, clock.now()).how == "cancel"


def test_switching_off_stops_what_was_planned_and_on_lets_it_go_on(approved, shop, owner):
    switch("letter", True, owner)
    clock.advance(timedelta(minutes=1))
    switch("letter", False, owner)
    assert after_job(approved[1]) == ("released", "switched_off")
    switch("letter", True, owner)
    assert after_job(approved[1]) == ("done", "")


def test_a_run_started_by_hand_after_switching_off_does_run(shop, contact_of, owner):
    switch("letter", True, owner)
    switch("letter", False, owner)
    clock.advance(timedelta(minutes=1))
    contact_of()
    run_letter()
    run_due()
    assert len(stored_mail(shop)) == 1


@pytest.mark.parametrize("field", ["payload", "due_at", "guards", "key"])
def test_what_was_changed_behind_the_approval_does_not_leave(approved, shop, field):
    action = approved[1]
    changed = {
        "payload": {**action.payload, "subject": "Now 90 % off"},
        "due_at": action.due_at - timedelta(seconds=1),
        "guards": [],
        "key": "another",
    }
    Action.objects.filter(pk=action.pk).update(**{field: changed[field]})
    assert after_job(action) == ("cancelled", "digest_changed")
    assert stored_mail(shop) == []


def test_changed_bytes_with_a_matching_digest_are_still_not_what_was_approved(approved, shop):
    from automations import digests

    action = approved[1]
    action.payload = {**action.payload, "subject": "Now 90 % off"}
    action.digest = digests.of_action(action, action.run, shop.pk)
    action.save()
    assert after_job(action) == ("cancelled", "not_approved")
    assert stored_mail(shop) == []


def test_what_the_decision_does_not_name_is_not_approved_whatever_let_it_go(approved):
    Decision.objects.update(actions=[])
    assert after_job(approved[1]) == ("cancelled", "not_approved")


def test_a_request_that_is_not_approved_lets_nothing_through(approved):
    Review.objects.update(state=Review.State.REJECTED)
    assert after_job(approved[1]) == ("cancelled", "not_approved")


def test_an_approver_who_lost_the_role_approves_no_more(approved, shop, manager):
    Member.objects.filter(user=manager).update(role="viewer")
    assert after_job(approved[1]) == ("cancelled", "approver_not_allowed")
    assert stored_mail(shop) == []


def test_called_off_for_its_approval_it_may_be_planned_and_asked_again(approved, shop, manager):
    Member.objects.filter(user=manager).update(role="viewer")
    run_due()
    again = run_letter()
    assert again.state == Run.State.WAITING


def test_consent_withdrawn_in_between_is_respected(approved, shop):
    clock.advance(timedelta(seconds=1))
    set_consent(approved[0], Consent.OPTED_OUT, source="phone")
    assert after_job(approved[1]) == ("skipped", "opted_out")
    assert approved[1].reason
    assert stored_mail(shop) == []


def test_an_address_suppressed_in_between_is_respected(approved, shop):
    suppress(approved[0].email.upper(), "email", "complaint")
    assert after_job(approved[1]) == ("skipped", "suppressed")


def test_a_changed_address_gets_nothing_that_was_approved_for_the_old_one(approved):
    contact = approved[0]
    contact.email = contact.email_key = "new@shop.example"
    contact.save()
    assert after_job(approved[1]) == ("skipped", "address_changed")


def test_who_has_bought_in_between_is_not_asked_to_come_back(approved, shop):
    clock.advance(timedelta(minutes=5))
    order_of(approved[0], clock.now() - timedelta(minutes=1))
    assert after_job(approved[1]) == ("skipped", "bought_meanwhile")
    assert stored_mail(shop) == []


def test_with_old_orders_nobody_knows_who_bought_so_nothing_leaves(approved):
    clock.advance(timedelta(days=7, minutes=1))
    assert after_job(approved[1]) == ("skipped", "orders_stale")


def test_at_night_it_waits_for_the_morning_and_then_leaves(shop, contact_of):
    clock.advance(timedelta(hours=8, minutes=30))  # half past eight in Casablanca
    contact_of()
    run = run_letter()
    action = Action.objects.get(run=run)
    assert action.due_at == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)  # planned for nine o'clock there
    assert after_job(action)[0] == "released"
    clock.advance(timedelta(hours=13))
    orders_imported()
    assert after_job(action) == ("done", "")


def test_approved_at_night_it_is_put_off_not_skipped_and_stays_what_was_approved(shop, contact_of, manager):
    contact_of(spent_cents=5_000_00)
    run = run_letter()
    clock.advance(timedelta(hours=10))
    review = review_of(run)
    reviews.approve(review, by=manager, digest=review.digest)
    action = Action.objects.get(run=run)
    digest = action.digest
    assert after_job(action) == ("released", "quiet_hours")
    assert action.postponed_to == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    clock.advance(timedelta(hours=11))
    assert after_job(action) == ("done", "")
    assert action.digest == digest


def test_the_contacts_own_clock_counts(shop, contact_of):
    contact_of(timezone="America/Los_Angeles")  # four in the morning there
    run = run_letter()
    assert Action.objects.get(run=run).due_at == datetime(2026, 11, 18, 17, 0, tzinfo=UTC)


def test_two_automations_do_not_write_to_one_contact_on_one_day(shop, contact_of):
    contact_of()
    run_letter(occasion="first")
    second = run_letter(occasion="second")
    run_due()
    assert len(stored_mail(shop)) == 1
    waiting = Action.objects.get(run=second)
    assert (waiting.state, waiting.reason_code) == ("released", "frequency_cap")
    clock.advance(timedelta(hours=48))
    assert after_job(waiting) == ("done", "")


def test_who_was_written_to_often_enough_is_left_out_of_the_plan(shop, contact_of):
    contact_of()
    for number in range(3):
        run_letter(occasion=f"n{number}")
        run_due()
        clock.advance(timedelta(days=3))
    assert [row["code"] for row in run_letter(occasion="n4").left_out] == ["frequency_cap"]


def test_a_lowered_budget_puts_it_off_until_the_next_day(shop, contact_of, monkeypatch):
    monkeypatch.setattr("integrations.mail.price", lambda: costs.Price("email", 2_000_000))
    contact_of()
    run = run_letter()
    costs.set_budget("day", 1_00)
    action = Action.objects.get(run=run)
    assert after_job(action) == ("released", "budget_reached")
    assert action.postponed_to == datetime(2026, 11, 18, 23, 0, tzinfo=UTC)  # midnight in Casablanca


def test_resuming_twice_sends_once(approved, shop, owner):
    switches.pause(shop, by=owner)
    run_due()
    switches.resume(shop, by=owner)
    resume_parked()
    resume_parked()
    run_due()
    assert len(stored_mail(shop)) == 1
