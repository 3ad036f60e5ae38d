"""The sample connector and its service, over real HTTP; plugged in by the fixtures of `plugged`."""

import base64
import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from integrations import connectors, registry, vault
from integrations.http import pace
from integrations.models import Connection
from integrations.vault import known, memory
from tests.fakes.documented import FORM, documented
from tests.fakes.server import Fake, Reply

KEY, SITE = "canary-sample-key-1", "https://shop.example"
APP, APP_SECRET = "app-1", "canary-app-secret"
SAMPLES = str(Path(__file__).parent / "samples")
FIELDS = {"grant_type": str, "code?": str, "redirect_uri?": str, "code_verifier?": str, "access_type?": str,
        "refresh_token?": str, "client_id": str, "client_secret": str}  # fmt: skip
GIVEN_BACK = {"token": str, "token_type_hint": str, "client_id": str, "client_secret": str}


class Service(Fake):
    """Knows its keys, its application, the consents it was asked for, and each code once."""

    def __init__(self) -> None:
        contract = documented(
            {
                "GET /me": {},
                "POST /token": {"body": FIELDS, "kind": FORM},
                "POST /revoke": {"body": GIVEN_BACK, "kind": FORM},
            }
        )
        super().__init__(contract, {"GET /me": self.me, "POST /token": self.token, "POST /revoke": self.revoke})
        self.keys = {KEY}
        self.codes: dict[str, str] = {}
        self.refresh_token = ""
        self.lasts_s: int | None = 3600
        self.rights: object = None
        """What the token endpoint says was granted; None: it says nothing."""
        self.renewed = 0

    def me(self, call: Any, operation: Any) -> Any:
        known_key = call.headers.get("authorization", "").removeprefix("Bearer ") in self.keys
        return {"name": "me"} if known_key else Reply(401, {"error": "bad key"})

    def consent(self, url: str) -> dict[str, str]:
        """What a person's browser brings back after they agreed at `url`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    def token(self, call: Any, operation: Any) -> Any:
        form = {name: values[0] for name, values in call.form().items()}
        if (form["client_id"], form["client_secret"]) != (APP, APP_SECRET):
            return Reply(401, {"error": "invalid_client"})
        if form["grant_type"] == "authorization_code":
            challenge = self.codes.pop(form["code"], None)
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if challenge != base64.urlsafe_b64encode(digest).decode().rstrip("="):
                return Reply(400, {"error": "invalid_grant"})
        elif form["refresh_token"] != self.refresh_token:
            return Reply(400, {"error": "invalid_grant"})
        self.renewed += 1
        self.keys = {f"canary-token-{self.renewed}"}
        self.refresh_token = f"canary-refresh-{self.renewed}"
        lasts = {"expires_in": self.lasts_s} if self.lasts_s else {}
        return (
            {
                "access_token": f"canary-token-{self.renewed}",
                "refresh_token": self.refresh_token,
                "token_type": "bearer",
            }
            | lasts
            | ({} if self.rights is None else {"scope": self.rights})
        )

    def revoke(self, call: Any, operation: Any) -> Any:
        self.keys.clear()
        self.refresh_token = ""
        return {}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Service]:
    """The service runs, the connector is found, nothing waits, nothing is remembered."""
    monkeypatch.setattr(connectors, "__path__", [*connectors.__path__, SAMPLES])
    monkeypatch.setattr(pace, "sleep", lambda seconds: None)
    monkeypatch.setenv("SAMPLE_CLIENT_ID", APP)
    monkeypatch.setenv("SAMPLE_CLIENT_SECRET", APP_SECRET)
    settings.VAULT_KEYS = "v1:" + base64.b64encode(b"k" * 32).decode()
    found = {slug: import_module(f"integrations.connectors.{slug}.manifest").MANIFEST for slug in ("sample", "shopify")}
    monkeypatch.setattr(registry, "_found", lambda: found)
    cache.clear()
    memory._values.clear()
    running = Service().start()
    monkeypatch.setenv("SAMPLE_API_BASE", running.url)
    yield running
    running.stop()
    memory._values.clear()
    known.forget()


def refreshed(slug: str = "sample") -> Connection:
    return Connection.objects.get(connector=slug)


def stored(name: str, slug: str = "sample") -> str:
    """A value as the vault has it now."""
    memory._values.clear()
    return vault.read(refreshed(slug), name, why="test").reveal()
