"""What a mail server may do wrong: a message is repeated only when it certainly did not leave."""

import socket
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from integrations import mail
from integrations.mail.smtp import SmtpTransport, _stuffed
from tenants.errors import Refused, Temporary

pytestmark = pytest.mark.django_db
TEXT = b"Subject: x\r\n\r\nhello\r\n"
Say = Callable[..., None]


@pytest.fixture
def says(settings) -> Iterator[Say]:
    """A server that answers as told; None: it hangs up instead."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[Thread] = []

    def start(**answers: bytes | None) -> None:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{listener.getsockname()[1]}?timeout=5"
        threads.append(Thread(target=serve, args=(listener, answers)))
        threads[-1].start()

    yield start
    for thread in threads:
        thread.join(10)
    listener.close()


def serve(listener: socket.socket, answers: dict[str, bytes | None]) -> None:
    """One conversation."""
    said = {"greeting": b"220 hi", "EHLO": b"250 here", "MAIL": b"250 ok", "RCPT": b"250 ok", "DATA": b"354 go"}
    said |= {"text": b"250 taken", "QUIT": b"221 bye", **answers}
    peer, _address = listener.accept()
    with peer, peer.makefile("rb") as lines:
        verb = "greeting"
        while (answer := said.get(verb)) is not None:
            peer.sendall(answer + b"\r\n")
            in_text = verb == "DATA" and answer.startswith(b"354")
            line = lines.readline()
            while in_text and line not in (b".\r\n", b""):
                line = lines.readline()
            verb = "text" if in_text else line[:4].decode().upper()


def send() -> None:
    mail.deliver(TEXT, sender="shop@mail.example", recipient="amelie@shop.example", message_id="<1@x>")


@pytest.mark.parametrize("answer", [b"250 taken", b"251 will forward", b"200 fine", b"250-taken\r\n250 thanks"])
def test_every_yes_to_the_text_is_a_yes(in_a, says, answer):
    says(text=answer)
    send()


@pytest.mark.parametrize("answer", [None, b"welcome", b"", b"\xff\xfe\x00", b"999 what", b"354 more", b"x" * 9_000])
def test_an_answer_to_the_text_that_means_nothing_leaves_it_unknown_and_never_sends_again(in_a, says, answer):
    says(text=answer)
    with pytest.raises(mail.Unknown):
        send()


@pytest.mark.parametrize(
    ("step", "answer", "error"),
    [
        ("greeting", b"554 no service", Temporary),
        ("greeting", None, Temporary),
        ("MAIL", b"550 not you", Refused),
        ("MAIL", b"452 full", Temporary),
        ("RCPT", None, Temporary),
        ("RCPT", b"nonsense", Temporary),
        ("DATA", b"554 no", Refused),
        ("DATA", b"421 closing", Temporary),
        ("DATA", b"250 too early", Temporary),
        ("DATA", None, Temporary),
        ("text", b"421 closing", Temporary),
        ("text", b"552 too big", Refused),
    ],
)
def test_whatever_goes_wrong_before_the_text_was_taken_did_not_leave(in_a, says, step, answer, error):
    says(**{step: answer})
    with pytest.raises(error) as problem:
        send()
    assert type(problem.value) is error


def test_a_server_that_hangs_up_after_its_yes_has_taken_the_message(in_a, says):
    says(QUIT=None)
    send()


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example:99999", "smtp://mail.example:post", "smtp://[::1", "smtp://mail.example?timeout=soon",
        "smtp://mail.example?timeout=0", "smtp://mail.example?timeout=-1", "smtp://mail.example?timeout=nan",
        "smtp://mail.example?timeout=inf", "smtp://:25",
    ],
)  # fmt: skip
def test_a_slip_in_the_address_of_the_server_is_one_sentence_without_its_secret(url):
    with pytest.raises(Refused) as refused:
        SmtpTransport.from_url(url.replace("smtp://", "smtp://me:s3cret@"))
    assert "EMAIL_URL" in refused.value.sentence and "s3cret" not in refused.value.sentence


@pytest.mark.parametrize(
    "text", [b".", b"..", b"a\n.\nb", b"a\r.\rb", b"", b".\r\nMAIL FROM:<x@y>\r\n", b"a\r\n\r\n.b"]
)
def test_no_text_ends_itself_early_or_smuggles_a_command(text):
    sent = _stuffed(text)
    assert sent.endswith(b"\r\n.\r\n") and sent.count(b"\r\n.\r\n") + sent.startswith(b".\r\n") == 1
    assert b"\n" not in sent.replace(b"\r\n", b"") and b"\r" not in sent.replace(b"\r\n", b"")
    received = [line.removeprefix(b".") for line in sent.removesuffix(b".\r\n").splitlines()]
    assert received == (text.splitlines() or [b""])
