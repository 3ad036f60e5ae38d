"""The owners hear of a service that stopped working, once, in their language, with what to do."""

from email import message_from_bytes, policy

import pytest

import events
from integrations import connections, mail, telling
from tests.integrations.sample_service import KEY, SITE


@pytest.fixture
def broken(service, client_a, owner, manager, outsider, mailbox, noon):
    owner.language = "en"
    owner.save()
    with client_a.active():
        connections.configure("sample", {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}, by=None)
        connections.test("sample")
        service.keys.clear()
        connections.test("sample")
    return client_a


def received(client):
    return [message_from_bytes(each.raw, policy=policy.default) for each in mail.mailbox(client)]


def test_owners_and_nobody_else_hear_of_it_once(broken, owner):
    events.run_due(client=broken)
    with broken.active():
        connections.test("sample")
    events.run_due(client=broken)
    (message,) = received(broken)
    assert message["To"] == owner.email and message["Subject"] == "Sample stopped working"
    text = message.get_content()
    assert "connect it again" in text and "http://maison.localhost:8000/integrations/" in text
    assert KEY not in message.as_string()


def test_what_works_again_by_then_is_not_told(broken, service):
    service.keys.add(KEY)
    with broken.active():
        connections.test("sample")
    events.run_due(client=broken)
    assert received(broken) == []


def test_the_same_event_told_again_is_one_mail(broken, owner):
    with broken.active():
        assert (telling.plan("sample", 7), telling.plan("sample", 7)) == (1, 0)
        for _turn in range(2):
            telling.tell("sample", owner.pk, 7)
    assert len(received(broken)) == 1


def test_who_left_meanwhile_is_not_written_to(broken, owner, manager):
    owner.memberships.all().delete()
    with broken.active():
        assert telling.tell("sample", owner.pk, 7) is telling.tell("sample", manager.pk, 7) is False
    assert received(broken) == []
