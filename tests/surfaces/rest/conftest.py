"""An outside program at client A's address, with a token of its own."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from crm.models import Contact
from tenants import tokens
from tenants.models import Client, User
from tests.automations.conftest import contact_of, letter, orders_imported
from tests.automations.directives.conftest import catalogue

__all__ = ["catalogue", "contact_of", "letter"]

Post = Callable[..., tuple[int, dict[str, Any]]]
ADDRESS = "/api/directive"


@pytest.fixture
def secret(client_a: Client, owner: User) -> str:
    return tokens.issue(client_a, name="workflow", scopes=["directives"], by=owner)[1]


@pytest.fixture
def people(client_a: Client, noon: Any, contact_of: Any, mailbox: Any, catalogue: Any) -> list[Contact]:
    """Two customers of client A who may be written to. It speaks English here."""
    client_a.language = "en"
    client_a.save()
    with client_a.active():
        orders_imported()
        return [contact_of(name, spent_cents=9_000_00, automation="greeting-letter") for name in ("Amélie", "Basma")]


@pytest.fixture
def post(secret: str, people: list[Contact]) -> Post:
    """Post a body (JSON of it, unless it is bytes already): status and what was answered."""

    def send(body: Any = None, *, token: str | None = secret, host: str = "maison", **headers: str) -> Any:
        known = {"host": f"{host}.localhost", **headers}
        if token is not None:
            known["authorization"] = f"Bearer {token}"
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = Browser(headers=known, enforce_csrf_checks=True).post(ADDRESS, raw, content_type="application/json")
        assert answer.headers["Content-Type"].startswith("application/"), answer.content[:200]
        return answer.status_code, json.loads(answer.content)

    return send
