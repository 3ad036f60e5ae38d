"""Secrets of one project. Source: infisical.com/docs/api-reference, secrets v4, universal auth."""

from collections.abc import Mapping
from urllib.parse import quote

from integrations.http import Answer, Http
from integrations.http.auth import Auth
from integrations.http.exchange import Exchange

LOGIN = "/api/v1/auth/universal-auth/login"


def auth(values: Mapping[str, str]) -> Auth:
    credentials = {"clientId": values["INFISICAL_CLIENT_ID"], "clientSecret": values["INFISICAL_CLIENT_SECRET"]}
    return Exchange("infisical", LOGIN, credentials, _token, header="Authorization", prefix="Bearer ")


def _token(answer: Answer) -> tuple[str, float]:
    return str(answer.value("accessToken")), float(answer.value("expiresIn"))


class Infisical:
    """Values pass through here to the vault alone; nothing is kept."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._place = {
            "projectId": http.values["INFISICAL_PROJECT_ID"],
            "environment": http.values["INFISICAL_ENVIRONMENT"],
        }

    def probe(self) -> int:
        """How many secrets can be seen, without their values."""
        query = {**self._place, "secretPath": "/", "viewSecretValue": "false"}
        return len(self._http.get("/api/v4/secrets", params=query).rows("secrets"))

    def secrets(self, path: str = "/") -> dict[str, str]:
        """Names and values under a path."""
        query = {**self._place, "secretPath": path, "viewSecretValue": "true"}
        answer = self._http.get("/api/v4/secrets", params=query)
        with answer.reading():
            return {str(row["secretKey"]): str(row["secretValue"]) for row in answer.rows("secrets")}

    def secret(self, name: str, path: str = "/") -> str:
        """One value. Raises Rejected (404) when there is none of that name."""
        answer = self._http.get(f"/api/v4/secrets/{quote(name, safe='')}", params={**self._place, "secretPath": path})
        return str(answer.value("secret", "secretValue"))


CLIENT = Infisical
