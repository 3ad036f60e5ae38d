"""A mail is the same bytes every time, and nothing a contact is called can break out of it."""

from email import message_from_bytes, policy
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations import message
from automations.message import Mail
from tenants.errors import Refused
from tests.conftest import NOON

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


def mail(**changes: str) -> Mail:
    message_id, boundary = message.identity(1, "letter:send_email:1", "mail.example")
    whole = {
        "template": "x", "language": "en", "from_name": "Maison Tazri", "from_address": "maison@mail.example",
        "to_name": "Amélie", "to_address": "amelie@shop.example", "subject": "Bonjour", "text": "Texte\n",
        "html": "<p>Texte</p>", "message_id": message_id, "boundary": boundary,
        "unsubscribe_url": "http://maison.localhost/unsubscribe/abc/", "sha256": "", **changes,
    }  # fmt: skip
    return message.seal(cast(Mail, whole))


def test_the_same_mail_is_the_same_bytes_but_for_its_date():
    assert message.preview(mail()) == message.preview(mail())
    early, late = message.final(mail(), NOON), message.final(mail(), NOON.replace(hour=12))
    assert early != late
    assert early.partition(b"\r\n")[2] == late.partition(b"\r\n")[2] == message.preview(mail()).partition(b"\r\n")[2]


def test_the_heads_that_people_are_shown_are_those_that_leave():
    made = mail(subject="Été : 20 % sur tout", to_name="Amélie, “la grande”")
    leaving = message_from_bytes(message.final(made, NOON), policy=policy.default)
    heads = [(name, str(value)) for name, value in leaving.items()]
    assert message.headers(made) == [("Date", message.DATE_BLANK), *heads[1:]]


def test_a_mail_that_differs_from_its_seal_does_not_leave():
    changed = cast(Mail, {**mail(), "subject": "Another"})
    with pytest.raises(Refused):
        message.final(changed, NOON)


@pytest.mark.parametrize("field", ["subject", "to_name", "from_name", "to_address", "unsubscribe_url"])
def test_a_line_break_in_the_head_is_refused(field):
    with pytest.raises(Refused):
        mail(**{field: "x\r\nBcc: everybody@shop.example"})


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_is_written_arrives_as_it_was_with_the_same_heads(name, subject, text):
    try:
        made = mail(to_name=name, subject=subject, text=text)
    except Refused:
        return
    raw = message.preview(made)
    assert raw.isascii()
    parsed = message_from_bytes(raw, policy=policy.default)
    assert sorted(set(parsed.keys())) == sorted(parsed.keys())
    assert "Bcc" not in parsed
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]


def test_other_keys_and_clients_have_other_names():
    names = {message.identity(client, key, "x") for client in (1, 2) for key in ("a", "b")}
    assert len(names) == 4
