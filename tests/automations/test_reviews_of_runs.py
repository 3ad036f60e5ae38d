"""What a person sees, ticks and changes is what happens."""

import json
import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

import events
import reviews
from automations import registry, services
from automations.actions.send_email import SendEmail
from automations.models import Action, Run
from integrations.mail import mailbox as stored_mail
from integrations.models import CostLine
from reviews.kinds import kind_of
from reviews.models import Review
from tenants import clock
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.automations.conftest import orders_imported, review_of, run_due, run_letter, states

pytestmark = pytest.mark.django_db
RICH = 5_000_00


def rows_of(review: Review):
    return kind_of(review).render(review).rows


def test_the_review_shows_each_message_whole_and_nothing_has_happened(shop, contact_of):
    contact = contact_of("Amélie", spent_cents=RICH)
    contact_of("Silent", email_consent="unknown", consent_at=None)
    review = review_of(run_letter(steps=3))
    shown = kind_of(review).render(review)
    assert shown.title == "Letter: 3 e-mails"
    assert shown.effects == "3 e-mails"
    assert shown.why == ["1 customer is worth more than MAD\xa02,700.00, the most it may decide alone."]
    assert [row.group for row in shown.rows] == [f"contact-{contact.pk}"] * 3
    first = shown.rows[0]
    assert first.message.recipient == f"Amélie <{contact.email}>"
    assert first.message.blanks == ("Date",)
    assert "Bonjour Amélie" in first.message.text
    assert json.loads(first.payload_json)["subject"] == first.message.subject
    assert "has not bought in the meantime" in first.tags
    assert any("Never agreed to e-mail" in check.label for check in shown.checks)
    assert shown.cost_cents == 0
    leaves = next(check.text for check in shown.checks if check.label == "First message")
    assert leaves == "from 18 Nov 2026, 12:00 on", "11:00 UTC is noon in Casablanca"
    assert stored_mail(shop) == []


def test_the_mail_that_leaves_is_the_one_shown_byte_for_byte_but_for_its_date(shop, contact_of, manager):
    contact_of("Zoë “Z” Ünal", spent_cents=RICH)
    review = review_of(run_letter())
    shown = SendEmail.preview_bytes(Action.objects.get())
    reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    (mail,) = stored_mail(shop)
    blank, filled = shown.split(b"\r\n", 1), mail.raw.split(b"\r\n", 1)
    assert blank[0] == b"Date: (the moment it leaves)"
    assert re.fullmatch(rb"Date: Wed, 18 Nov 2026 11:00:00 \+0000", filled[0])
    assert filled[1] == blank[1]


def test_an_unticked_contact_gets_no_message_of_the_series(shop, contact_of, manager):
    kept, left = contact_of("Kept", spent_cents=RICH), contact_of("Left", spent_cents=RICH)
    run = run_letter(steps=3)
    review = review_of(run)
    ticked = [each.pk for each in run.actions.filter(contact_id=kept.pk)]
    assert reviews.approve(review, by=manager, digest=review.digest, actions=ticked, note="not her")
    run_due()
    assert [mail.recipient.split()[0] for mail in stored_mail(shop)] == ["Kept"]
    assert set(run.actions.filter(contact_id=left.pk).values_list("state", flat=True)) == {"rejected"}
    assert Run.objects.get(pk=run.pk).note == "not her"
    assert CostLine.objects.filter(state="released").count() == 3


def test_a_series_never_goes_on_after_a_message_that_was_not_ticked(shop, contact_of, manager):
    contact_of(spent_cents=RICH)
    run = run_letter(steps=3)
    review = review_of(run)
    steps = list(run.actions.order_by("position"))
    reviews.approve(review, by=manager, digest=review.digest, actions=[steps[0].pk, steps[2].pk])
    assert states(run) == {"released": 1, "rejected": 2}


def test_a_rejected_plan_sends_nothing_and_is_over(shop, contact_of, manager):
    contact_of(spent_cents=RICH)
    run = run_letter(steps=3)
    review = review_of(run)
    assert reviews.reject(review, by=manager, digest=review.digest)
    run_due()
    run.refresh_from_db()
    assert (run.state, states(run)) == (Run.State.DONE, {"rejected": 3})
    assert stored_mail(shop) == []


def test_who_asked_does_not_approve(shop, contact_of, manager, owner):
    contact_of(spent_cents=RICH)
    review = review_of(run_letter(by=manager))
    with pytest.raises(Refused):
        reviews.approve(review, by=manager, digest=review.digest)
    assert reviews.approve(review, by=owner, digest=review.digest)


def test_a_changed_message_voids_the_approval_of_the_one_that_was_shown(shop, contact_of, manager, owner):
    contact_of(spent_cents=RICH)
    review = review_of(run_letter())
    shown = review.digest
    services.edit_action(Action.objects.get(), by=manager, subject="Now with other words")
    assert reviews.approve(review, by=owner, digest=shown) is False
    run_due()
    assert stored_mail(shop) == []
    review.refresh_from_db()
    assert reviews.approve(review, by=owner, digest=review.digest)
    run_due()
    assert [mail.subject for mail in stored_mail(shop)] == ["Now with other words"]


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "  "},
        {"to_address": "me@elsewhere.example"},
        {"text": "no way out"},
        {"subject": "a\r\nBcc: b@c.d"},
        {"subject": "a\0"},
        {"subject": "\ud800"},
    ],
)
def test_an_edit_cannot_empty_redirect_or_trap(shop, contact_of, manager, change):
    contact_of(spent_cents=RICH)
    review_of(run_letter())
    before = Action.objects.get()
    with pytest.raises(Refused):
        services.edit_action(before, by=manager, **change)
    after = Action.objects.get()
    assert (after.payload, after.digest) == (before.payload, before.digest)


def test_an_edited_text_is_what_the_html_part_says_too(shop, contact_of, manager):
    contact_of(spent_cents=RICH)
    run_letter()
    action = Action.objects.get()
    text = "Hello <b>you</b>\n" + action.payload["unsubscribe_url"]
    edited = services.edit_action(action, by=manager, text=text)
    assert "&lt;b&gt;you&lt;/b&gt;" in edited.payload["html"]
    assert action.payload["unsubscribe_url"] in edited.payload["html"]


def test_what_was_let_go_is_not_edited_any_more(shop, contact_of, manager, viewer):
    contact_of()
    contact_of(spent_cents=RICH)
    run = run_letter()
    for action in run.actions.all():
        with pytest.raises(Refused):
            services.edit_action(action, by=viewer, subject="x")
    with pytest.raises(Refused):
        services.edit_action(run.actions.get(state="released"), by=manager, subject="x")
    review = review_of(run)
    waiting = run.actions.get(state="waiting")
    reviews.approve(review, by=manager, digest=review.digest)
    with pytest.raises(Refused):
        services.edit_action(waiting, by=manager, subject="x")


def test_a_request_nobody_decides_expires_and_may_be_asked_again(shop, contact_of):
    contact_of(spent_cents=RICH)
    run = run_letter(steps=3)
    clock.advance(timedelta(hours=72))
    run_due()
    run.refresh_from_db()
    assert (run.state, states(run)) == (Run.State.CANCELLED, {"cancelled": 3})
    assert CostLine.objects.counted().count() == 0
    orders_imported()
    assert run_letter(steps=3).state == Run.State.WAITING


def test_a_new_version_withdraws_what_waits(shop, contact_of, manager, letter, monkeypatch):
    contact_of(spent_cents=RICH)
    run = run_letter()
    monkeypatch.setattr(type(letter), "version", 2)
    review = review_of(run)
    with pytest.raises(Refused):
        reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    assert states(run) == {"cancelled": 1}
    assert registry.get("letter").version == 2


def test_a_cancelled_run_sends_nothing_more_and_withdraws_its_request(shop, contact_of, manager):
    contact_of()
    contact_of(spent_cents=RICH)
    run = run_letter(steps=3)
    run_due()
    assert len(stored_mail(shop)) == 1
    assert services.cancel_run(run, by=manager) == 5
    clock.advance(timedelta(days=6))
    run_due()
    assert len(stored_mail(shop)) == 1
    assert review_of(run).state == Review.State.VOIDED
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert CostLine.objects.reserved().count() == 0


@pytest.mark.django_db(transaction=True)
def test_many_approvals_at_once_are_one_decision_and_one_mail_each(client_a, noon, mailbox, contact_of, manager):
    with client_a.active():
        orders_imported()
        for _number in range(3):
            contact_of(spent_cents=RICH)
        review = review_of(run_letter())
    start, won = Barrier(12), []

    def approve():
        start.wait()
        won.append(reviews.approve(review, by=manager, digest=review.digest))
        connection.close()

    threads = [Thread(target=approve) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 11 + [True]
    events.run_due(client=client_a)
    assert len(stored_mail(client_a)) == 3
    assert LedgerEntry.objects.filter(what="action.done").count() == 3


def test_one_message_is_drawn_without_drawing_all_the_others(shop, contact_of, monkeypatch):
    from automations import review_kind
    from reviews.showing import message_of

    contact_of("Amélie", spent_cents=RICH)
    contact_of("Basma", spent_cents=RICH)
    review = review_of(run_letter())
    drawn = []
    show = SendEmail.show
    monkeypatch.setattr(SendEmail, "show", lambda action: drawn.append(action.pk) or show(action))
    first = review.action_ids[0]
    assert "<html" in message_of(review, first)
    assert drawn == [first]
    Action.objects.filter(pk=first).update(review_id=None)
    assert review_kind.message(review, first) is None, "an action of no review has no page"
