"""A mail account of a client: encrypted, outside our networks, honest about signing in."""

import smtplib
import socket
import ssl

import pytest

from integrations import registry
from integrations.errors import Refused, Temporary
from integrations.http import guard

VALUES = {
    "SMTP_SECURITY": "smtp+tls",
    "SMTP_HOST": "mail.example",
    "SMTP_USER": "u@mail.example",
    "SMTP_PASSWORD": "canary-1",
}


@pytest.mark.parametrize("host", ["10.0.0.1", "2130706433", "169.254.169.254", "[::1]", "localhost.", "0x7f.1"])
def test_a_server_inside_is_refused(host, monkeypatch):
    monkeypatch.setattr(guard, "lookup", lambda *_a, **_k: [(0, 0, 0, "", ("127.0.0.1", 25))])
    with pytest.raises(Refused) as caught:
        registry.bind("smtp", VALUES | {"SMTP_HOST": host})
    assert caught.value.code == "address_refused"


@pytest.mark.parametrize("port", ["25", "22", "x", "99999999", "0"])
def test_other_ports_are_refused(port):
    with pytest.raises(Refused) as caught:
        registry.bind("smtp", VALUES | {"SMTP_PORT": port})
    assert caught.value.code == "bad_mail_port"


def test_an_open_connection_is_refused_outside_this_machine(settings):
    with pytest.raises(Refused) as caught:
        registry.bind("smtp", VALUES | {"SMTP_SECURITY": "smtp"})
    assert caught.value.code == "bad_mail_security"


@pytest.mark.parametrize("sender", ["", "u", "Shop <shop@mail.example>", "shop@mäil.example"])
def test_an_account_without_an_address_to_send_from_is_refused(sender, monkeypatch):
    monkeypatch.setattr(guard, "check", lambda *_a: None)
    with pytest.raises(Refused) as caught:
        registry.bind("smtp", VALUES | {"SMTP_USER": "apikey", "SMTP_FROM": sender})
    assert caught.value.code == "no_sender"
    registry.bind("smtp", VALUES | {"SMTP_USER": "apikey", "SMTP_FROM": "shop@mail.example"})


def test_nobody_there_can_be_tried_later():
    bound = registry.bind("smtp", VALUES | {"SMTP_HOST": "127.0.0.1", "SMTP_SECURITY": "smtp", "SMTP_PORT": "9"})
    with pytest.raises(Temporary):
        bound.probe()
    assert "canary-1" not in repr(vars(bound))


class Recorded:
    """Stands for TLS: notes under which name it was to be made, and makes none."""

    def __init__(self):
        self.names = []

    def wrap_socket(self, _socket, server_hostname=None, **_options):
        self.names.append(server_hostname)
        raise OSError("no TLS in this test")


@pytest.mark.parametrize(("scheme", "port"), [("smtps", 465), ("smtp+tls", 587)])
def test_it_goes_to_the_address_that_was_checked_under_the_name_that_was_given(monkeypatch, scheme, port):
    """A name server that answers differently the second time leads nowhere else, and TLS is for the name."""
    monkeypatch.setattr(guard, "lookup", lambda *_a, **_k: [(0, 0, 0, "", ("93.184.216.34", port))])
    went, tls = [], Recorded()
    here, there = socket.socketpair()
    there.sendall(b"220 mail.example\r\n250-mail.example\r\n250 STARTTLS\r\n220 go on\r\n")
    monkeypatch.setattr(smtplib.socket, "create_connection", lambda address, *_a, **_k: went.append(address) or here)
    monkeypatch.setattr(ssl, "create_default_context", lambda: tls)
    bound = registry.bind("smtp", VALUES | {"SMTP_SECURITY": scheme})
    with pytest.raises(Temporary):
        bound.probe()
    assert went == [("93.184.216.34", port)]
    assert tls.names == ["mail.example"]
    here.close(), there.close()
