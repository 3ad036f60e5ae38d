"""Several workers, crashes in between, jobs that come twice: each effect still happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

import events
import reviews
from automations import execution, services
from automations.actions.send_email import SendEmail
from automations.actions.tag_contact import TagContact
from automations.models import Action, Run
from automations.services import settling
from crm.models import Activity, Contact
from integrations.mail import mailbox as stored_mail
from integrations.models import CostLine
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import orders_imported, review_of, run_due, run_letter

pytestmark = pytest.mark.django_db
RICH = 5_000_00


def at_once(client, *calls):
    """Each call in a thread and connection of its own, all inside the client's context."""

    def one(call):
        try:
            with client.active():
                return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.fixture
def committed_shop(client_a, noon, mailbox):
    """The shop for tests that really commit."""
    with client_a.active():
        orders_imported()
    return client_a


@pytest.mark.django_db(transaction=True)
def test_the_last_two_actions_of_a_run_ending_together_end_the_run(committed_shop, contact_of, monkeypatch):
    with committed_shop.active():
        for _number in range(2):
            contact_of()
        run = run_letter(steps=0, tag="X")
        both = list(Action.objects.values_list("pk", flat=True))
    meet, tag = Barrier(2, timeout=10), TagContact.execute

    def tag_together(action):
        tag(action)
        meet.wait()

    monkeypatch.setattr(TagContact, "execute", tag_together)

    def work(pk):
        with transaction.atomic():
            execution.apply(pk)

    at_once(committed_shop, *(lambda pk=pk: work(pk) for pk in both))
    with committed_shop.active():
        assert Run.objects.get(pk=run.pk).state == "done"


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_action_send_one_mail(committed_shop, contact_of):
    with committed_shop.active():
        contact_of()
        run_letter()
        pk = Action.objects.get().pk
    results = at_once(committed_shop, *[lambda: execution.act(pk)] * 4)
    assert results == [None] * 4
    assert len(stored_mail(committed_shop)) == 1
    with committed_shop.active():
        assert Action.objects.get().state == "done"
        assert Activity.objects.filter(kind="send_email.done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_automations_that_reach_for_one_contact_at_once_send_one_mail(committed_shop, contact_of):
    with committed_shop.active():
        contact_of()
        run_letter(occasion="first")
        run_letter(occasion="second")
        pks = list(Action.objects.values_list("pk", flat=True))
    at_once(committed_shop, *(lambda pk=pk: execution.act(pk) for pk in pks))
    assert len(stored_mail(committed_shop)) == 1
    with committed_shop.active():
        assert sorted(Action.objects.values_list("state", "reason_code")) == [
            ("done", ""),
            ("released", "frequency_cap"),
        ]


@pytest.mark.django_db(transaction=True)
def test_an_edit_and_an_approval_at_once_never_send_what_was_not_shown(committed_shop, contact_of, manager, owner):
    with committed_shop.active():
        contact_of(spent_cents=RICH)
        review = review_of(run_letter())
        action = Action.objects.get()
        old = action.payload["subject"]
    edited, approved = at_once(
        committed_shop,
        lambda: services.edit_action(action, by=owner, subject="Edited"),
        lambda: reviews.approve(review, by=manager, digest=review.digest),
    )
    events.run_due(client=committed_shop)
    subjects = [mail.subject for mail in stored_mail(committed_shop)]
    if approved is True:
        assert isinstance(edited, Refused)
        assert subjects == [old]
    else:
        assert edited.payload["subject"] == "Edited"
        assert subjects == []


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_run_and_its_workers_end_without_waiting_for_each_other_for_ever(
    committed_shop, contact_of, manager
):
    with committed_shop.active():
        for _number in range(6):
            contact_of()
        run = run_letter(steps=0, tag="X")
        pks = list(Action.objects.values_list("pk", flat=True))

    def work(pk):
        with transaction.atomic():
            execution.apply(pk)

    results = at_once(
        committed_shop, lambda: services.cancel_run(run, by=manager), *(lambda pk=pk: work(pk) for pk in pks)
    )
    assert not [each for each in results if isinstance(each, Exception)]
    with committed_shop.active():
        counts = Action.objects.counts()
        assert set(counts) <= {"done", "cancelled"}
        assert Run.objects.get(pk=run.pk).is_over
        assert Contact.objects.filter(tags=["X"]).count() == counts.get("done", 0)


def test_a_tag_whose_result_could_not_be_written_is_not_there_and_comes_once_later(shop, contact_of, monkeypatch):
    contact = contact_of()
    run_letter(steps=0, tag="X")
    with monkeypatch.context() as broken:
        broken.setattr(settling, "finish_if_over", lambda run_id: 1 / 0)
        run_due()
        contact.refresh_from_db()
        assert contact.tags == []
    clock.advance(timedelta(hours=1))
    run_due()
    contact.refresh_from_db()
    assert contact.tags == ["X"]
    assert Activity.objects.filter(kind="tag.added").count() == 1


def test_a_follow_up_whose_job_comes_twice_is_one_run(shop, contact_of, monkeypatch, letter):
    from automations.triggers import After

    monkeypatch.setattr(type(letter), "triggers", (After("letter", tagged="X", into="contacts"),))
    contact_of()
    run_letter(steps=0, tag="X")
    run_due()
    assert Run.objects.count() == 2
    from automations.handlers import follow_up
    from events.work import Happened, Work

    parent = Run.objects.get(parent_id=None)
    happened = Happened(1, "run.finished", "run", str(parent.pk), {})
    follow_up(Work(1, "again", {}, happened, 2, shop))
    assert Run.objects.count() == 2


def test_a_plan_that_breaks_is_a_failed_run_and_puts_nothing_aside(shop, contact_of, letter, monkeypatch):
    contact_of()

    def broken(self, desk, key):
        raise ZeroDivisionError

    monkeypatch.setattr(SendEmail, "draft", broken)
    with pytest.raises(ZeroDivisionError):
        run_letter()
    run = Run.objects.get()
    assert (run.state, run.reasons) == ("failed", [{"code": "plan_failed"}])
    assert CostLine.objects.counted().count() == 0


def test_a_plan_that_was_cut_short_puts_its_costs_aside_once(shop, contact_of, monkeypatch):
    contact_of()
    with monkeypatch.context() as crash:
        crash.setattr("automations.services.planning._store", lambda *parts: None)
        run = run_letter()
    assert Run.objects.get(pk=run.pk).state == "drafting"
    assert CostLine.objects.counted().count() == 1
    services.plan_run(run.pk)
    assert CostLine.objects.counted().count() == 1
    run_due()
    assert CostLine.objects.settled().count() == 1


def test_an_action_about_somebody_who_is_gone_fails_or_is_skipped_with_the_reason(shop, contact_of):
    contact_of()
    run = run_letter(tag="X")
    Contact.objects.all().delete()
    run_due()
    assert set(run.actions.values_list("kind", "state", "reason_code")) == {
        ("tag_contact", "failed", "contact_gone"),
        ("send_email", "skipped", "contact_gone"),
    }
    assert stored_mail(shop) == []


def test_a_job_for_an_action_that_is_done_does_nothing(shop, contact_of):
    contact_of()
    run_letter(tag="X")
    run_due()
    for action in Action.objects.all():
        (execution.act if action.kind == "send_email" else execution.apply)(action.pk)
    assert len(stored_mail(shop)) == 1
    assert CostLine.objects.count() == 1
