"""The generated shop's approved plan against a mail server that breaks off, and with the key store away."""

from datetime import timedelta

import pytest
from celery import current_app

import reviews
from automations.models import Action, Run
from automations.services import resolve_unknown
from reviews.models import Decision
from tenants import clock
from tests.integrations.conftest import smtp as smtp
from tests.main_job.conftest import actions, page_of, sent, ticks, work

pytestmark = pytest.mark.django_db(transaction=True)


def some(review, people: int) -> list:
    """The ids of the whole series of the first few recipients."""
    chosen = list(dict.fromkeys(each.contact_id for each in actions(review)))[:people]
    return [each.pk for each in actions(review) if each.contact_id in chosen]


def test_a_server_that_drops_after_the_text_gets_each_mail_once_and_a_person_is_asked(waiting, approver, admin, smtp):
    post = smtp(data="drop")
    assert reviews.approve(waiting, by=approver, digest=waiting.digest, actions=some(waiting, 2))
    for _again in range(3):
        work(waiting.client)
        clock.advance(timedelta(hours=1))
    ids = [raw.split(b"Message-ID: ")[1].split(b"\r\n")[0] for raw in post.taken]
    assert len(ids) == len(set(ids)) == 2
    unknown = [each for each in actions(waiting) if each.state == Action.State.UNKNOWN]
    assert {each.payload["message_id"].encode() for each in unknown} == set(ids)
    with waiting.client.active():
        for each in unknown:
            assert resolve_unknown(each, True, admin)
    work(waiting.client)
    assert len(post.taken) == 2
    with waiting.client.active():
        assert Run.objects.get(pk=waiting.subject_id).state == Run.State.RUNNING, "the second step is still to come"


def test_without_the_key_store_a_decision_is_kept_and_its_work_is_done_when_it_is_back(
    waiting, approver, desk, monkeypatch
):
    """Decided on the staff page while nothing listens where the messages to the workers should go."""
    staff = desk(approver)
    offered = ticks(staff.get(page_of(waiting)).content.decode())
    before = set(sent(waiting.client))
    away = "redis://127.0.0.1:1/0"
    monkeypatch.setitem(current_app.conf, "broker_url", away)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    monkeypatch.setitem(current_app.conf, "broker_transport_options", {"max_retries": 0})
    form = {"verdict": "approve", "digest": waiting.digest, "action": offered[:2]}
    assert staff.post(f"{page_of(waiting)}decide/", form).status_code == 302
    assert Decision.objects.filter(review=waiting).count() == 1
    monkeypatch.undo()
    work(waiting.client)
    done = {each.payload["message_id"] for each in actions(waiting) if each.state == Action.State.DONE}
    assert len(done) == 2 and set(sent(waiting.client)) - before == done
