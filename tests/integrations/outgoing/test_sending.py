"""What happened reaches a client's own systems, signed, once per event, and is never silently lost."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from events.models import Job
from integrations.models import Secret
from integrations.outgoing import TOPICS, sending, services
from integrations.outgoing.models import Dispatch, Subscription
from integrations.outgoing.signing import signature
from tenants import clock
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.integrations.outgoing.conftest import HOOK, dispatches, happens, run


def test_the_signature_is_the_published_one():
    """The example of the Standard Webhooks reference libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    found = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_event_arrives_signed_and_once(client_a, subscribed, receiver):
    happens(client_a)
    run(client_a)
    ((message_id, body),) = receiver.taken
    (row,) = dispatches(client_a)
    assert message_id == f"msg_{row.pk}"
    assert (body["type"], body["data"]["orders"]) == ("shop.imported", 3)
    assert body["data"]["subject"] == {"kind": "source", "id": "orders"}
    assert (row.state, row.tries, row.code) == ("sent", 1, "")
    assert receiver.problems == []


def test_only_the_topics_that_were_asked_for_are_told(client_a, subscribed, receiver):
    happens(client_a, topic="contact.erased")
    assert dispatches(client_a) == [] and receiver.taken == []


def test_another_clients_events_are_not_told(client_b, subscribed, receiver):
    happens(client_b)
    assert receiver.taken == [] and dispatches(client_b) == []


def test_a_receiver_that_fails_is_tried_again_under_the_same_id(client_a, noon, subscribed, receiver):
    receiver.status = 500
    happens(client_a)
    (row,) = dispatches(client_a)
    assert (row.state, row.code, row.tries) == ("waiting", "answered_500", 1)
    receiver.status = 204
    with clock.frozen(noon + timedelta(hours=2)):
        run(client_a)
    assert len({message_id for message_id, _body in receiver.taken}) == 1
    assert dispatches(client_a)[0].state == "sent"


@pytest.mark.parametrize("status", [500, 404])
def test_after_the_last_try_it_waits_for_a_person(client_a, owner, noon, subscribed, receiver, status):
    receiver.status = status
    happens(client_a)
    for day in range(1, sending.TRIES + 2):
        with clock.frozen(noon + timedelta(days=day)):
            run(client_a)
    (row,) = dispatches(client_a)
    assert (row.state, row.tries) == ("dead", sending.TRIES)
    assert not Job.objects.dead().exists()
    receiver.status = 204
    cache.clear()  # the breaker counts in real time, which does not pass here
    with client_a.active():
        assert services.replay(row.pk, by=owner)
        assert not services.replay(row.pk, by=owner), "it is on its way already"
    run(client_a)
    assert dispatches(client_a)[0].state == "sent"
    assert {message_id for message_id, _body in receiver.taken} == {f"msg_{row.pk}"}


def test_a_receiver_that_is_gone_is_not_asked_again(client_a, subscribed, receiver):
    receiver.status = 410
    happens(client_a)
    happens(client_a, "two")
    assert [row.state for row in dispatches(client_a)] == ["dead"]
    with client_a.active():
        assert not Subscription.objects.get().active
    assert len(receiver.taken) == 1


def test_an_address_inside_is_never_called(client_a, owner, sealed):
    with client_a.active():
        for url in ("https://127.0.0.1/x", "https://169.254.169.254/latest/", "https://[::1]/x"):
            services.subscribe(url, ["shop.imported"], by=owner)
    happens(client_a)
    assert [(row.state, row.code) for row in dispatches(client_a)] == [("dead", "address_refused")] * 3


@pytest.mark.parametrize("url", ["http://a.example/", "https://u:p@a.example/", "https://a.example:22/", "ftp://a", "",
                                 "https://a.example/{x}", "https://a.example/ b", "https://" + "a" * 600])  # fmt: skip
def test_what_can_be_no_address_is_refused(client_a, owner, sealed, url):
    with client_a.active(), pytest.raises(Refused, match="https"):
        services.subscribe(url, list(TOPICS), by=owner)


def test_without_a_topic_or_beyond_the_limit_nothing_is_added(client_a, owner, sealed, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    with client_a.active():
        with pytest.raises(Refused, match="topic"):
            services.subscribe(HOOK, ["nothing"], by=owner)
        services.subscribe(HOOK, list(TOPICS), by=owner)
        with pytest.raises(Refused, match="remove one"):
            services.subscribe(HOOK, list(TOPICS), by=owner)


def test_only_who_manages_adds_removes_and_replays(client_a, manager, subscribed, receiver):
    happens(client_a)
    (row,) = dispatches(client_a)
    with client_a.active():
        for attempt in (
            lambda: services.subscribe(HOOK, list(TOPICS), by=manager),
            lambda: services.remove(subscribed, by=manager),
            lambda: services.replay(row.pk, by=manager),
        ):
            with pytest.raises(Refused):
                attempt()
        assert Subscription.objects.count() == 1


def test_a_removed_address_takes_its_secret_along(client_a, owner, subscribed, receiver):
    with client_a.active():
        services.remove(Subscription.objects.get(), by=owner)
        assert not Secret.objects.exists()
    happens(client_a)
    assert receiver.taken == []
    assert LedgerEntry.objects.filter(what__startswith="webhook.", by_user_id=owner.pk).count() == 2


def test_old_messages_are_forgotten_unless_they_wait(client_a, noon, subscribed, receiver):
    happens(client_a)
    receiver.status = 500
    happens(client_a, "two")
    with clock.frozen(noon + timedelta(days=31)), client_a.active():
        assert sending.forget() == 1
        assert [row.state for row in Dispatch.objects.all()] == ["waiting"]


def test_an_unknown_or_finished_message_is_let_be(client_a, subscribed, receiver):
    happens(client_a)
    (row,) = dispatches(client_a)
    with client_a.active():
        sending.send(row.pk, last=False)
        sending.send(999_999, last=False)
    assert len(receiver.taken) == 1


def test_every_topic_has_its_listener():
    from events import registry

    for topic in TOPICS:
        assert "integrations.outgoing.handlers.tell_systems" in registry.subscribers(topic)
