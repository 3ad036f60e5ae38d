"""Three scripted text models, connected for whoever asks; plugged in by the fixture `models`."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from integrations import connections
from integrations.vault import known, memory
from tests.fakes.ai import KEYS, Model, Said

Models = dict[str, Model]


@pytest.fixture
def models(slept: list[float], monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Models]:
    """The services run; `connect` makes them the active client's."""
    settings.VAULT_KEYS = "v1:" + base64.b64encode(b"k" * 32).decode()
    settings.LLM_CHAINS = {"critical": ["anthropic", "xai", "gemini"], "volume": ["gemini", "xai", "anthropic"]}
    for slug in KEYS:
        monkeypatch.delenv(f"{slug.upper()}_API_KEY", raising=False)
    cache.clear()
    memory._values.clear()
    found = {slug: Model(slug, Said("{}")) for slug in KEYS}
    for slug, model in found.items():
        monkeypatch.setenv(f"{slug.upper()}_API_BASE", model.fake.start().url)
    yield found
    for model in found.values():
        model.fake.stop()
        assert model.fake.problems == []
    memory._values.clear()
    known.forget()


def connect(*slugs: str) -> None:
    """Set the services up for the active client."""
    for slug in slugs or KEYS:
        connections.configure(slug, {f"{slug.upper()}_API_KEY": KEYS[slug]}, by=None)
