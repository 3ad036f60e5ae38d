"""SMTP: every failure says whether the message can have left."""

import pytest

from integrations import mail
from integrations.mail.smtp import SmtpTransport
from tenants.errors import Refused, Temporary

pytestmark = pytest.mark.django_db
TEXT = b"Subject: x\r\n\r\n.a line with a dot\r\n..two\r\nend"


def send() -> None:
    mail.deliver(TEXT, sender="shop@mail.example", recipient="amelie@shop.example", message_id="<1@x>")


def test_a_message_arrives_as_it_is_dots_included(in_a, smtp):
    post = smtp()
    send()
    assert post.taken == [TEXT + b"\r\n"]
    assert mail.look_up("<1@x>") is None


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"rcpt": "550 no such user"}, Refused),
        ({"rcpt": "451 greylisted"}, Temporary),
        ({"data": "554 spam"}, Refused),
        ({"data": "452 full"}, Temporary),
        ({"data": "drop"}, mail.Unknown),
    ],
)
def test_each_answer_of_the_server_is_what_it_says(in_a, smtp, answers, error):
    smtp(**answers)
    with pytest.raises(error) as problem:
        send()
    assert type(problem.value) is error


def test_a_server_that_is_not_there_may_be_tried_again(in_a, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1?timeout=2"
    with pytest.raises(Temporary) as problem:
        send()
    assert problem.value.code == "mail_unreachable"


def test_a_server_without_the_asked_encryption_gets_nothing(in_a, smtp, settings):
    post = smtp()
    settings.EMAIL_URL = settings.EMAIL_URL.replace("smtp://", "smtp+tls://")
    with pytest.raises(Temporary):
        send()
    assert post.taken == []


def test_the_address_of_the_server_is_read_with_its_secret():
    found = SmtpTransport.from_url("smtp+tls://us%40agency:p%2Fw@mail.example?timeout=7")
    assert found == SmtpTransport("smtp+tls", "mail.example", 587, "us@agency", "p/w", 7)


@pytest.mark.parametrize("url", ["http://x", "smtp://", "mail.example:25"])
def test_a_wrong_address_of_the_server_is_named(url):
    with pytest.raises(Refused) as refused:
        SmtpTransport.from_url(url)
    assert "EMAIL_URL" in refused.value.sentence
