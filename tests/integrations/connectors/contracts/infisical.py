"""Infisical, from infisical.com/docs/api-reference (universal auth, secrets v4)."""

from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts import Contracted, Host

PLACE = {"projectId": str, "environment": str, "secretPath?": str, "viewSecretValue?": bool}
ROUTES = {
    "POST /api/v1/auth/universal-auth/login": {"body": {"clientId": {"id"}, "clientSecret": {"canary-secret"}}},
    "GET /api/v4/secrets": {"query": PLACE},
    "GET /api/v4/secrets/{name}": {"query": PLACE},
}


def known(body: Any) -> Any:
    return lambda call, _operation: (
        body if call.headers.get("authorization") == "Bearer canary-token" else Reply(401, {})
    )


REPLIES = {
    "POST /api/v1/auth/universal-auth/login": {"accessToken": "canary-token", "expiresIn": 7200, "tokenType": "Bearer"},
    "GET /api/v4/secrets": known({"secrets": [{"secretKey": "A", "secretValue": "1"}]}),
    "GET /api/v4/secrets/{name}": known({"secret": {"secretKey": "A", "secretValue": "1"}}),
}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={
            "INFISICAL_CLIENT_ID": "id",
            "INFISICAL_CLIENT_SECRET": "canary-secret",
            "INFISICAL_PROJECT_ID": "p",
            "INFISICAL_ENVIRONMENT": "prod",
        },
        main=Host(documented(ROUTES), REPLIES),
        cases={
            "probe": (lambda c: c.probe(), 1),
            "secrets": (lambda c: c.secrets(), {"A": "1"}),
            "secret": (lambda c: c.secret("A"), "1"),
        },
    )
