"""One client's runs are no other's, and no contact's words enter what all clients share."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

import reviews
from automations import services
from automations.models import Action, Run
from automations.unsubscribe import link, unsubscribe
from crm.models import Contact, Suppression
from integrations.mail import mailbox as stored_mail
from tenants.errors import NoClient, Refused
from tests.automations.conftest import orders_imported, review_of, run_due, run_letter

pytestmark = pytest.mark.django_db
CANARY = "canary-7f3a"


@pytest.fixture
def both(client_a, client_b, contact_of, noon, mailbox):
    """The same letter at both clients, to one contact each."""
    for client in (client_a, client_b):
        with client.active():
            orders_imported()
            contact_of(spent_cents=90_000_00)
    return client_a, client_b


def test_without_a_client_there_is_no_run(both):
    with pytest.raises(NoClient):
        services.start_run("letter", {}, trigger="manual")
    for rows in (Run.objects, Action.objects):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.count()


def test_a_run_of_one_client_does_not_exist_at_the_other(both, manager, manager_b):
    first, second = both
    with first.active():
        run = run_letter()
        review = review_of(run)
    with second.active():
        assert not Run.objects.filter(pk=run.pk).exists()
        assert not Action.objects.exists()
        with pytest.raises(Refused):
            services.start_run("letter", {}, trigger="manual", by=manager)
    with pytest.raises(Refused):
        reviews.approve(review, by=manager_b, digest=review.digest)
    assert reviews.approve(review, by=manager, digest=review.digest)
    with first.active():
        run_due()
    assert len(stored_mail(first)) == 1
    assert stored_mail(second) == []


def test_an_outsider_may_do_nothing(both, outsider):
    with both[0].active():
        run = run_letter()
        action = run.actions.get()
        for attempt in (
            lambda: services.start_run("letter", {}, trigger="manual", by=outsider),
            lambda: services.edit_action(action, by=outsider, subject="x"),
            lambda: services.cancel_run(run, by=outsider),
            lambda: services.resolve_unknown(action, True, outsider),
            lambda: services.switch("letter", True, outsider),
            lambda: services.set_policy("letter", by=outsider, batch=1),
        ):
            with pytest.raises(Refused):
                attempt()


def test_the_same_action_at_two_clients_has_two_digests_and_two_message_ids(both):
    found = []
    for client in both:
        with client.active():
            run_letter()
            action = Action.objects.get()
            found.append((action.digest, action.payload["message_id"]))
    assert len({digest for digest, _id in found}) == 2
    assert len({message_id for _digest, message_id in found}) == 2


def test_one_clients_link_to_unsubscribe_means_nothing_at_another(both):
    first, second = both
    with first.active():
        token = link(first, Contact.objects.get().pk).rstrip("/").rpartition("/")[2]
    with second.active():
        with pytest.raises(Refused):
            unsubscribe(token)
        assert not Suppression.objects.exists()


def test_no_words_of_a_contact_or_message_are_in_any_shared_row(shop, contact_of, manager, smtp):
    contact_of(f"{CANARY} name", email=f"{CANARY}@shop.example", spent_cents=90_000_00)
    contact_of(f"{CANARY} two", email=f"{CANARY}-2@shop.example")
    smtp(rcpt=f"550 {CANARY} is not here")
    run = run_letter(tag="X")
    waiting = run.actions.get(kind="send_email", state="waiting")
    services.edit_action(waiting, by=manager, subject=f"{CANARY} subject")
    review = review_of(run)
    assert reviews.reject(review, by=manager, digest=review.digest, note=f"{CANARY} note")
    run_due()
    assert CANARY in Run.objects.get(pk=run.pk).note
    assert tables_with(CANARY) == []


def tables_with(word: str) -> list[str]:
    """The shared tables in which any row holds `word`."""
    shared = {label.rpartition(".")[2] for label in settings.SHARED_APPS}
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in shared:
                table = model._meta.db_table
                assert re.fullmatch(r"\w+", table)
                cursor.execute(f"SELECT 1 FROM public.{table} AS t WHERE t::text ILIKE %s LIMIT 1", [f"%{word}%"])
                found += [table] if cursor.fetchone() else []
    return found


def test_the_search_for_shared_words_would_find_one(shop, manager):
    assert "tenants_user" in tables_with(manager.email)
