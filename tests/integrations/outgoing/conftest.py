"""A client's own system, over real HTTP, that checks signatures as Standard Webhooks' libraries do."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

import events
from integrations.http import pace
from integrations.outgoing import services
from integrations.outgoing.models import Dispatch, Subscription
from integrations.vault import known, memory
from tests.fakes.documented import ANY, documented
from tests.fakes.server import Fake, Reply

HOOK = "https://system.example/hooks/3a?shop=1"
ANYTHING = {"type": str, "timestamp": str, "data": ANY}


class Receiver(Fake):
    """Knows its secret; `status` is what it answers to what is signed well."""

    def __init__(self) -> None:
        contract = documented({"POST /hooks/3a": {"query": {"shop": int}, "body": ANYTHING}})
        super().__init__(contract, {"POST /hooks/3a": self.take})
        self.secret, self.status, self.taken = "", 204, []

    def take(self, call: Any, operation: Any) -> Any:
        head = call.headers
        text = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + call.body
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        if head["webhook-signature"] != wanted:
            return Reply(401, {})
        self.taken.append((head["webhook-id"], json.loads(call.body)))
        return Reply(self.status, {} if self.status != 204 else None)


@pytest.fixture
def sealed(settings: Any) -> Iterator[None]:
    settings.VAULT_KEYS = "v1:" + base64.b64encode(b"k" * 32).decode()
    cache.clear()
    memory._values.clear()
    yield
    memory._values.clear()
    known.forget()


@pytest.fixture
def receiver(sealed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setattr(pace, "sleep", lambda seconds: None)
    running = Receiver()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def subscribed(receiver: Receiver, client_a: Any, owner: Any, monkeypatch: pytest.MonkeyPatch) -> Subscription:
    """Client A's system wants to hear of shop.imported; its address leads to the receiver."""
    with client_a.active():
        made, receiver.secret = services.subscribe(HOOK, ["shop.imported"], by=owner)
    monkeypatch.setenv(f"OUTGOING{made.pk}_API_BASE", receiver.url)
    return made


def happens(client: Any, key: str = "one", topic: str = "shop.imported") -> None:
    """Publish an event and let the jobs that are due run."""
    with client.active():
        events.publish(topic, ("source", "orders"), {"orders": 3}, key=key)
    run(client)


def run(client: Any) -> None:
    with client.active():
        events.run_due(client=client)


def dispatches(client: Any) -> list[Dispatch]:
    with client.active():
        return list(Dispatch.objects.order_by("pk"))
