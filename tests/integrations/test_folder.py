"""The local mailbox: whole messages, once each."""

from email.message import EmailMessage

import pytest

from integrations import mail
from integrations.mail import folder
from tenants.errors import Refused

pytestmark = pytest.mark.django_db
ID = "<one@shop.example>"


def letter(subject: str = "Bonjour", **headers: str) -> bytes:
    message = EmailMessage()
    message["Message-ID"], message["From"], message["To"] = ID, "shop@mail.example", "amelie@shop.example"
    message["Subject"] = subject
    for name, value in headers.items():
        message[name] = value
    message.set_content("Texte é")
    message.add_alternative("<p>Texte é</p>", subtype="html")
    return message.as_bytes()


def send(raw: bytes, message_id: str = ID, recipient: str = "amelie@shop.example") -> None:
    mail.deliver(raw, sender="shop@mail.example", recipient=recipient, message_id=message_id)


def test_a_message_is_stored_as_it_is_and_can_be_looked_up(in_a, mailbox):
    assert mail.look_up(ID) is False
    raw = letter()
    send(raw)
    assert mail.look_up(ID) is True
    (stored,) = mail.mailbox(in_a)
    assert stored.raw == raw
    assert (stored.subject, stored.text, stored.html) == ("Bonjour", "Texte é\n", "<p>Texte é</p>\n")


def test_the_same_message_twice_is_one_and_the_first_stays(in_a, mailbox):
    send(letter("First"))
    send(letter("Second"))
    assert [stored.subject for stored in mail.mailbox(in_a)] == ["First"]


def test_nothing_half_is_ever_seen(in_a, mailbox, monkeypatch):
    monkeypatch.setattr("os.link", lambda *_names: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        send(letter())
    assert mail.mailbox(in_a) == []
    assert list(mailbox.rglob("*.*")) == []


def test_the_newest_comes_first(in_a, mailbox):
    send(letter("old", Date="Tue, 17 Nov 2026 10:00:00 +0000"), "<old@x>")
    send(letter("new", Date="Wed, 18 Nov 2026 10:00:00 +0000"), "<new@x>")
    assert [stored.subject for stored in mail.mailbox(in_a)] == ["new", "old"]


def test_each_client_has_its_own_mailbox(client_a, client_b, mailbox):
    with client_a.active():
        send(letter())
    with client_b.active():
        assert mail.look_up(ID) is False
    assert mail.mailbox(client_b) == []
    assert folder.folder_of(client_a) != folder.folder_of(client_b)


@pytest.mark.parametrize("bad", ["a@x.example\r\nBcc: all@x.example", "a@x.example\0", "é@x.example"])
def test_an_address_that_could_smuggle_a_header_is_refused(in_a, mailbox, bad):
    with pytest.raises(Refused):
        send(letter(), recipient=bad)
    assert mail.mailbox(in_a) == []


def test_a_path_in_a_message_id_stays_a_name(in_a, mailbox):
    send(letter(), "<../../etc/passwd@x>")
    assert [path.parent for path in mailbox.rglob("*.eml")] == [mailbox / in_a.slug]


@pytest.mark.parametrize("kind", ["is_rehearsal", "is_demo"])
def test_a_rehearsal_or_demo_sends_nothing_to_a_real_server(in_a, mailbox, settings, kind):
    setattr(in_a, kind, True)
    settings.EMAIL_URL = "smtp://mail.provider.example"
    with pytest.raises(Refused) as refused:
        send(letter())
    assert refused.value.code == "rehearsal_smtp"


def test_a_rehearsal_may_use_a_server_on_this_machine_for_addresses_that_reach_nobody(in_a, settings):
    in_a.is_rehearsal = True
    settings.EMAIL_URL = "smtp://127.0.0.1:2525"
    assert mail.obstacle(in_a, "somebody@example.invalid") is None
    assert mail.obstacle(in_a, "somebody@gmail.com") is not None


def test_a_password_reset_goes_into_the_platforms_own_mailbox(mailbox):
    from django.core.mail import send_mail

    from integrations.mail.django import Backend

    assert send_mail("Reset", "Link", "us@agency.example", ["a@x.example", "b@x.example"], connection=Backend()) == 1
    assert len(mail.mailbox(None)) == 2
