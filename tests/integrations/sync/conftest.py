"""Maison's shop, connected for real over loopback."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser

import events
from integrations import connections
from tests.fakes.shopify_shop import SECRET, STORE, TOKEN, Shop
from tests.integrations.connectors.conftest import specs

VALUES = {
    "SHOPIFY_STORE": STORE,
    "SHOPIFY_ACCESS_TOKEN": TOKEN,
    "SHOPIFY_API_KEY": "app-1",
    "SHOPIFY_API_SECRET": SECRET,
}


@pytest.fixture
def shop(in_a: Any, noon: Any, slept: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Connected and tested, nothing read yet."""
    if not specs().is_dir():
        pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
    cache.clear()
    found = Shop(specs())
    found.fake.start()
    monkeypatch.setenv("SHOPIFY_API_BASE", found.base)
    connections.configure("shopify", VALUES, by=None)
    assert connections.test("shopify").works
    yield found
    found.fake.stop()


@pytest.fixture
def tell(shop: Shop, in_a: Any) -> Callable[..., int]:
    """Deliver a webhook and let its jobs run; the status of the answer."""
    from events.models import Event, Job
    from integrations.models import Connection

    row = Connection.objects.get(connector="shopify")
    # The reading that follows a new connection is another test's matter.
    Event.objects.all().delete()
    Job.objects.all().delete()
    count = iter(range(1, 100_000))

    def deliver(topic: str, said: Any, *, run: bool = True, **more: Any) -> int:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        identity = more.pop("identity", f"d-{next(count)}")
        browser = Browser(headers={"host": f"{in_a.slug}.localhost"})
        answer = browser.post(
            f"/hooks/shopify/{row.pk}/",
            body,
            content_type="application/json",
            headers=Shop.sign(topic, body, identity, **more),
        )
        if run:
            events.run_due()
        return answer.status_code

    return deliver
