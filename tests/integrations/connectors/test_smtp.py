"""A mail account of a client: encrypted, outside our networks, honest about signing in."""

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
