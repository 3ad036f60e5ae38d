"""The played mail server speaks SMTP for real and keeps each letter where the mailbox pages look."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from types import SimpleNamespace

import pytest

from integrations import mail
from integrations.mail.smtp import SmtpTransport
from tenants.errors import Temporary
from tests.fakes.mail_server import MailServer

MAISON = SimpleNamespace(slug="maison")


@pytest.fixture
def server(mailbox, settings) -> Iterator[MailServer]:
    settings.MAIL_FROM_DOMAIN = "mail.example"
    found = MailServer(known=lambda slug: slug == "maison").start()
    yield found
    found.stop()


def letter(identity="<1@x>", words="Hello.\n.a line with a dot\n") -> bytes:
    made = EmailMessage()
    made["Subject"], made["Message-ID"], made["From"] = "Lamps", identity, "Maison <maison@mail.example>"
    made.set_content(words)
    return made.as_bytes()


def sent(server, sender="maison@mail.example", recipient="salma@shop.example", **more) -> None:
    about = {"sender": sender, "recipient": recipient, "message_id": "<1@x>"}
    SmtpTransport.from_url(server.url).deliver(letter(**more), **about)


def test_a_letter_lies_in_the_mailbox_of_its_client_as_it_was_sent(server):
    sent(server)
    (found,) = mail.mailbox(MAISON)
    assert (found.subject, found.message_id) == ("Lamps", "<1@x>")
    assert found.text.splitlines() == ["Hello.", ".a line with a dot"]


def test_the_same_letter_twice_is_there_once_and_to_two_people_twice(server):
    for recipient in ("salma@shop.example", "salma@shop.example", "ines@shop.example"):
        sent(server, recipient=recipient)
    assert len(mail.mailbox(MAISON)) == 2


def test_what_the_platform_writes_to_the_clients_people_lies_with_the_client(server):
    sent(server, "no-reply@mail.example", "owner@maison.example")
    assert len(mail.mailbox(MAISON)) == 1


@pytest.mark.parametrize(("sender", "recipient"), [
    ("webmaster@localhost", "admin@agency.example"), ("maison@elsewhere.example", "x@shop.example"),
    ("../../maison@mail.example", "x@shop.example"), ("_platform@mail.example", "x@shop.example"),
])  # fmt: skip
def test_what_is_nobodys_lies_with_the_platform(server, sender, recipient):
    sent(server, sender, recipient)
    assert mail.mailbox(MAISON) == [] and len(mail.mailbox(None)) == 1


def test_what_cannot_be_kept_is_refused_and_not_lost(server, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.MAILBOX_DIR = tmp_path / "file"
    with pytest.raises(Temporary):
        sent(server)


def test_it_is_on_this_machine_alone_and_ends(server):
    assert server.url.startswith("smtp://127.0.0.1:")
    server.stop()
    with pytest.raises(OSError):
        smtplib.SMTP("127.0.0.1", int(server.url.rpartition(":")[2]), timeout=2)


def test_a_clients_letter_goes_over_it_and_is_seen_as_before(in_a, mailbox, settings):
    server = MailServer(known=lambda slug: slug == in_a.slug).start()
    settings.EMAIL_URL = server.url
    try:
        about = {"sender": mail.sender(in_a), "recipient": "salma@shop.example", "message_id": "<1@x>"}
        mail.deliver(letter(), **about)
    finally:
        server.stop()
    assert [each.subject for each in mail.mailbox(in_a)] == ["Lamps"]
