import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client as Browser

import events
from integrations import connections
from integrations.hooks import receiving
from integrations.models import Connection, Delivery
from integrations.vault import memory
from tenants import clock
from tests.integrations.hooks.senders import SENDERS
from tests.integrations.sample_service import service

__all__ = ["service"]
Post = Callable[..., HttpResponse]


@pytest.fixture
def vault(settings: Any) -> Iterator[None]:
    """Values can be kept, and nobody is remembered as a nuisance."""
    settings.VAULT_KEYS = "v1:" + base64.b64encode(b"k" * 32).decode()
    cache.clear()
    memory._values.clear()
    yield
    memory._values.clear()


@pytest.fixture
def both(vault: None, client_a: Any, client_b: Any, noon: Any) -> Callable[[str], dict[str, Connection]]:
    """Connect a service at both clients, each with an account of its own; the rows by client."""

    def connect(slug: str) -> dict[str, Connection]:
        rows, sender = {}, SENDERS[slug]
        for client, more in ((client_a, {}), (client_b, sender.at_b)):
            with client.active():
                rows[client.slug] = connections.configure(slug, {**sender.values, **more}, by=None)
        return rows

    return connect


@pytest.fixture
def post() -> Post:
    """Send a delivery to a client's address, as the service would; `head` replaces headers, None takes one away."""

    def send(
        client: Any, row: Connection, body: bytes, *, now: datetime | None = None, head: Any = None, **more: Any
    ) -> Any:
        sender = SENDERS[row.connector]
        path = f"/hooks/{row.connector}/{row.pk}/"
        url = more.pop("url", client.url(path))
        signed = sender.sign(more.pop("values", sender.values), url, more.pop("signed", body), now or clock.now())
        headers = {name: value for name, value in {**signed, **(head or {})}.items() if value is not None}
        browser = Browser(headers={"host": f"{client.slug}.localhost"}, enforce_csrf_checks=True)
        return browser.post(path, body, content_type=sender.kind, headers=headers, **more)

    return send


@pytest.fixture
def hear(in_a: Any, vault: None, noon: Any) -> Callable[..., int]:
    """A verified body of a service is understood at A, with all that follows; how many deliveries there are."""

    def tell(slug: str, body: bytes) -> int:
        row = Connection.objects.to(slug).first() or connections.configure(slug, SENDERS[slug].values, by=None)
        values, path = {**SENDERS[slug].values}, f"/hooks/{slug}/{row.pk}/"
        headers = SENDERS[slug].sign(values, in_a.url(path), body, clock.now())
        incoming = receiving.Incoming(in_a.url(path), headers, body, config=dict(row.config))
        receiving.receive(row, incoming)
        while events.run_due():
            pass
        return Delivery.objects.count()

    return tell
