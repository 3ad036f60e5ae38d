"""A small service of our own, and a client for it, over real HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from integrations.http import Http
from integrations.http.auth import bearer
from integrations.manifest import Manifest, Rate
from tests.fakes.documented import ANY, documented
from tests.fakes.server import Fake

SECRET = "canary-7f3e9a1b"
CONTRACT = documented(
    {
        "GET /things": {"query": {"page?": int}},
        "GET /things/{id}": {},
        "POST /things": {"body": {"name": str, "note?": ANY}, "headers": {"Idempotency-Key?": str}},
        "PUT /things/{id}": {"body": {"name": str}},
    }
)
MANIFEST = Manifest(
    slug="testing",
    title="Testing",
    level="client",
    version="1",
    base_url="https://testing.example",
    credentials=(),
    setup_url="",
    docs="",
    rate=Rate(per_s=1000),
    key_header="Idempotency-Key",
)


@pytest.fixture
def service() -> Iterator[Fake]:
    fake = Fake(
        CONTRACT,
        {"GET /things": {"rows": [{"id": 1}]}, "POST /things": {"id": "t1"}},
        auth={"Authorization": f"Bearer {SECRET}"},
        key_of=lambda call: call.headers.get("idempotency-key"),
    ).start()
    yield fake
    fake.stop()


@pytest.fixture
def http(service: Fake, slept: list[float], in_a: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Http]:
    """Make a client of the service; `rate` changes its limits."""
    monkeypatch.setenv("TESTING_API_BASE", service.url)
    cache.clear()

    def make(manifest: Manifest = MANIFEST, token: str = SECRET, **options: Any) -> Http:
        return Http(manifest, bearer(token), **options)

    return make
