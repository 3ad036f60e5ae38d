"""Maison's Klaviyo account, connected for real over loopback, and people it knows."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from crm.models import Contact
from integrations import connections
from integrations.http import pace
from tenants import clock
from tests.fakes.klaviyo_account import KEY, Account


@pytest.fixture
def account(in_a: Any, noon: Any, slept: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """Connected and tested, nothing read yet."""
    from events.models import Job

    cache.clear()
    waited = pace.now
    # The service's own time follows the clock of the test, so that its pauses end there too.
    monkeypatch.setattr(pace, "now", lambda: waited() + (clock.now() - noon).total_seconds())
    found = Account()
    found.fake.start()
    monkeypatch.setenv("KLAVIYO_API_BASE", found.fake.url)
    connections.configure("klaviyo", {"KLAVIYO_API_KEY": KEY}, by=None)
    assert connections.test("klaviyo").works
    Job.objects.all().delete()
    yield found
    found.fake.stop()


@pytest.fixture
def person(in_a: Any) -> Callable[..., Contact]:
    """Somebody of the mirror, by address."""

    def make(address: str, **more: Any) -> Contact:
        now = clock.now()
        moments = dict.fromkeys(("happened_at", "known_at", "created_at", "details_at"), now)
        words = {"source": "shopify", "external_id": address, "email": address, "email_key": address.lower()}
        return Contact.objects.create(**{**moments, **words, "first_name": "Salma", **more})

    return make
