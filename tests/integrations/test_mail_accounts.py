"""A client's own mail account: its mail leaves by it, under its address, and by no other's."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from django.core.mail import EmailMessage

import events
from integrations import connections, mail, telling
from integrations.connectors.smtp.client import Smtp
from integrations.mail.django import Backend
from integrations.mail.smtp import SmtpTransport
from integrations.models import Call, Connection
from integrations.vault import memory
from tenants import clock
from tenants.errors import Refused, Temporary
from tests.integrations.conftest import Post

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
RAW = b"Subject: x\r\n\r\nhello\r\n"
Server = Callable[..., SimpleNamespace]


@pytest.fixture
def server() -> Iterator[Server]:
    """A mail server with one account; it takes nothing from anybody else."""
    started: list[Controller] = []

    def start(user: str, password: str, **answers: str) -> SimpleNamespace:
        def known(_server: SMTP, _session: Any, _envelope: Any, _way: str, said: Any) -> AuthResult:
            good = (said.login, said.password) == (user.encode(), held.password.encode())
            return AuthResult(success=good, handled=False)

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        post = Post(answers.get("rcpt", "250 OK"), answers.get("data", "250 OK"))
        controller = Controller(
            post, hostname="127.0.0.1", port=port, ready_timeout=10,
            authenticator=known, auth_required=True, auth_require_tls=False,
        )  # fmt: skip
        held = SimpleNamespace(taken=post.taken, port=port, user=user, password=password)
        controller.start()
        started.append(controller)
        return held

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    memory._values.clear()


def connect(held: SimpleNamespace, **more: str) -> Connection:
    """The active client's own account; unencrypted, as only a rehearsal on this machine may be."""
    values = {
        "SMTP_SECURITY": "smtp+tls", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(held.port),
        "SMTP_USER": held.user, "SMTP_PASSWORD": held.password,
    }  # fmt: skip
    row = connections.configure("smtp", values | more, by=None)
    memory.changed()  # as at the end of the transaction, which a test never reaches
    row.config["SMTP_SECURITY"] = "smtp"
    row.save(update_fields=["config"])
    return row


def send(client: Any, number: int = 1, **more: Any) -> None:
    mail.deliver(RAW, sender=mail.sender(client), recipient="a@b.example", message_id=f"<{number}@x>", **more)


def test_each_client_sends_by_its_own_account(client_a, client_b, server, mailbox):
    ours, theirs = server("shop@maison.example", "pw-a"), server("hello@velmora.example", "pw-b")
    for client, account in ((client_a, ours), (client_b, theirs)):
        with client.active():
            connect(account)
            assert connections.test("smtp").works
            send(client)
            assert mail.sender(client) == account.user
    assert (len(ours.taken), len(theirs.taken)) == (1, 1)
    assert mail.mailbox(client_a) == mail.mailbox(client_b) == []


def test_an_account_goes_before_the_server_of_the_platform(in_a, server, smtp):
    platform = smtp()
    account = server("shop@maison.example", "pw")
    send(in_a)
    connect(account)
    send(in_a)
    assert (len(platform.taken), len(account.taken)) == (1, 1)


def test_without_an_account_mail_comes_from_the_domain_of_the_platform(in_a, settings):
    assert mail.sender(in_a) == f"maison@{settings.MAIL_FROM_DOMAIN}"


def test_a_user_name_that_is_no_address_needs_one_beside_it(in_a, server):
    account = server("apikey", "pw")
    connect(account, SMTP_FROM="shop@maison.example")
    assert mail.sender(in_a) == "shop@maison.example"
    send(in_a)
    assert len(account.taken) == 1


def test_a_wrong_password_breaks_the_connection_with_a_sentence_and_no_other_way_is_taken(in_a, server, mailbox):
    account = server("shop@maison.example", "right")
    connect(account)
    assert connections.test("smtp").works
    account.password = "changed there"
    with pytest.raises(Refused) as first:
        send(in_a)
    assert "does not accept the user name or the password" in str(first.value.sentence)
    found = connections.status("smtp")
    assert (found.state, found.code) == ("broken", "not_authorised") and "connect it again" in found.sentence
    with pytest.raises(Refused) as second:
        send(in_a)
    assert second.value.code == "broken" and second.value.sentence == found.sentence
    assert mail.mailbox(in_a) == [], "nobody else sends it in its place"


def test_a_late_refusal_of_a_password_that_was_replaced_meanwhile_breaks_nothing(in_a, server, noon, monkeypatch):
    account = server("us@agency.example", "canary-new")
    row = connect(account, SMTP_PASSWORD="canary-old")

    def refused_later(_server, *_message, **_more):
        clock.advance(timedelta(seconds=1))
        connect(account)
        assert connections.test("smtp").works
        raise Refused("no", code="not_authorised")

    monkeypatch.setattr(Smtp, "deliver", refused_later)
    with pytest.raises(Refused):
        send(in_a)
    assert connections.status("smtp").works
    assert Call.objects.filter(connection=row).newest_first()[0].outcome == "not_authorised"


def test_a_password_that_is_entered_again_mends_it(in_a, server):
    account = server("shop@maison.example", "right")
    connect(account, SMTP_PASSWORD="wrong")
    assert connections.test("smtp").state == "broken" and mail.obstacle(in_a) is not None
    connect(account)
    assert connections.test("smtp").works and mail.obstacle(in_a) is None
    send(in_a)


def test_the_last_calls_of_the_account_are_kept_without_addresses(in_a, server):
    account = server("shop@maison.example", "pw", data="452 full")
    connect(account)
    with pytest.raises(Temporary):
        send(in_a)
    call = Call.objects.get()
    assert (call.connection.connector, call.method, call.outcome) == ("smtp", "MAIL", "mail_refused_452")


def test_after_the_text_was_sent_nobody_knows_and_nothing_can_be_looked_up(in_a, server, mailbox):
    account = server("shop@maison.example", "pw", data="drop")
    connect(account)
    with pytest.raises(mail.Unknown):
        send(in_a)
    assert mail.look_up("<1@x>") is None
    assert connections.status("smtp").state != "broken", "that is no fault of the password"


def test_a_rehearsal_sends_nothing_by_a_real_account(in_a, server):
    connect(server("shop@maison.example", "pw"))
    in_a.is_rehearsal = True
    Connection.objects.update(config={**Connection.objects.get().config, "SMTP_HOST": "mail.maison.example"})
    with pytest.raises(Refused) as caught:
        send(in_a)
    assert caught.value.code == "rehearsal_smtp" and "Disconnect its mail account" in caught.value.sentence


def test_a_rehearsal_may_use_a_server_on_this_machine_for_addresses_that_reach_nobody(in_a, server):
    account = server("shop@maison.example", "pw")
    connect(account)
    in_a.is_demo = True
    send(in_a)
    with pytest.raises(Refused):
        mail.deliver(RAW, sender="s@maison.example", recipient="a@gmail.com", message_id="<2@x>")
    assert len(account.taken) == 1


@pytest.fixture
def agencys(client_b, server) -> SimpleNamespace:
    """Velmora plays the agency, with an account of its own."""
    client_b.is_agency = True
    client_b.save(update_fields=["is_agency"])
    account = server("mail@agency.example", "pw")
    with client_b.active():
        connect(account)
        assert connections.test("smtp").works
    return account


def test_the_agencys_account_serves_a_client_without_one_under_the_platforms_domain(
    client_a, client_b, agencys, settings, mailbox
):
    with client_a.active():
        send(client_a)
        assert mail.sender(client_a).endswith(settings.MAIL_FROM_DOMAIN)
        assert not Call.objects.exists(), "whose account it is keeps the record"
    with client_b.active():
        assert Call.objects.get().outcome == "ok"
    assert len(agencys.taken) == 1


def test_the_agencys_account_never_serves_a_rehearsal(client_a, agencys, mailbox):
    client_a.is_rehearsal = True
    with client_a.active():
        send(client_a)
        assert len(mail.mailbox(client_a)) == 1
    assert agencys.taken == []


def test_the_agencys_wrong_password_breaks_the_agencys_connection(client_a, client_b, agencys):
    agencys.password = "changed"
    with client_a.active():
        with pytest.raises(Refused):
            send(client_a)
        assert not Connection.objects.exists()
    with client_b.active():
        assert connections.status("smtp").state == "broken"


def test_what_the_platform_says_never_leaves_by_a_clients_account(in_a, owner, server, mailbox):
    account = server("shop@maison.example", "right")
    connect(account, SMTP_PASSWORD="wrong")
    connections.test("smtp")
    event = events.models.Event.objects.filter(type="connection.changed").last()
    assert telling.tell("smtp", owner.pk, event.pk)
    EmailMessage("Reset", "x", "no-reply@platform.example", ["a@b.example"], connection=Backend()).send()
    assert account.taken == []
    assert {stored.subject for stored in mail.mailbox(in_a)} == {"SMTP ne fonctionne plus", "Reset"}


def test_what_an_own_account_sends_costs_nothing(in_a, server, settings):
    settings.EMAIL_URL, settings.EMAIL_PRICE_MICROS = "smtp://127.0.0.1:9", 700
    assert mail.price().amount_micros == 700
    connect(server("shop@maison.example", "pw"))
    assert mail.price().amount_micros == 0


def test_only_a_refused_sign_in_is_about_the_password():
    assert SmtpTransport("smtp", "mail.example", 25)._not_let_in(454).code == "mail_login_454"
    refused = SmtpTransport("smtp", "mail.example", 25)._not_let_in(535)
    assert refused.code == "not_authorised" and "mail.example" in refused.sentence
