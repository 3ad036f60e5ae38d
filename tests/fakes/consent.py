"""The side of a service that asks people for consent and gives tokens for it.

Written from RFC 6749 (4.1, 5, 6), RFC 7636 and RFC 7009; what a vendor does beyond them is said
where its server is made. The page is a real one: it is read and its buttons are pressed.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.fakes.calls import Call, Mismatch, Operation
from tests.fakes.pages import page, refused_page
from tests.fakes.server import Reply

CODE_LIVES_S = 600
LOOPBACK = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Paths:
    """Where the page and the endpoints are."""

    authorise: str
    token: str
    revoke: str = ""


@dataclass
class Code:
    asked: Mapping[str, str]
    at: float = field(default_factory=time.time)


class Consent:
    """Knows one application. `proof`: it names itself in the form's body, or by HTTP Basic.

    `lasts_s`: the life of an access token (None: no end); `rotates`: each renewal ends its refresh token.
    """

    buttons = {"allow": "Allow", "cancel": "Cancel"}

    def __init__(
        self, title: str, paths: Paths, *, client_id: str, secret: str, scopes: frozenset[str] | None = None,
        separator: str = " ", pkce: bool = True, proof: str = "body", lasts_s: int | None = 3600, rotates: bool = True,
        prefix: str = "token_",
    ) -> None:  # fmt: skip
        self.title, self.paths, self.client_id, self.secret = title, paths, client_id, secret
        self.scopes, self.separator, self.pkce, self.proof = scopes, separator, pkce, proof
        self.lasts_s, self.rotates, self.prefix = lasts_s, rotates, prefix
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, float] = {}
        self.granted: dict[str, frozenset[str]] = {}
        self.renewals: dict[str, str] = {}

    def check(self, call: Call) -> Operation:
        """Raises Mismatch for what is not about consent."""
        known = {
            ("GET", self.paths.authorise): "ask", ("POST", self.paths.authorise): "decide",
            ("POST", self.paths.token): "token", ("POST", self.paths.revoke): "revoke",
        }  # fmt: skip
        if (call.verb, call.path) not in known:
            raise Mismatch(f"{call.verb} {call.path} is no address here")
        return Operation(known[call.verb, call.path])

    @property
    def replies(self) -> dict[str, Any]:
        return {"ask": self.ask, "decide": self.decide, "token": self.token, "revoke": self.revoke}

    def accepts(self, token: str) -> bool:
        """Does this access token count now?"""
        return self.tokens.get(token, 0) > time.time()

    def ask(self, call: Call, _operation: Operation) -> Reply:
        asked = {name: values[0] for name, values in call.query.items()}
        if problem := self._problem(asked):
            return refused_page(self.title, problem)
        rights = [each for each in asked.get("scope", "").split(self.separator) if each]
        return page(self.title, self.question(asked), rights, {"asked": urlencode(asked)}, self.buttons)

    def question(self, asked: Mapping[str, str]) -> str:
        return f"{asked['client_id']} wants to use your {self.title} account"

    def decide(self, call: Call, _operation: Operation) -> Reply:
        form = {name: values[0] for name, values in call.form().items()}
        asked = {name: values[0] for name, values in parse_qs(form.get("asked", "")).items()}
        if problem := self._problem(asked):
            return refused_page(self.title, problem)
        if form.get("answer") != "allow":
            return self.cancelled(asked)
        code = secrets.token_hex(16)
        self.codes[code] = Code(asked)
        return self.back(asked, {"code": code, "state": asked["state"]})

    def cancelled(self, asked: Mapping[str, str]) -> Reply:
        return self.back(asked, {"error": "access_denied", "state": asked["state"]})

    def back(self, asked: Mapping[str, str], params: Mapping[str, str]) -> Reply:
        return Reply(302, None, {"Location": f"{asked['redirect_uri']}?{urlencode(params)}"})

    def token(self, call: Call, _operation: Operation) -> Reply:
        form = {name: values[0] for name, values in call.form().items()}
        if not self._is_the_application(call, form):
            return Reply(401, {"error": "invalid_client"})
        if form.get("grant_type", "authorization_code") == "authorization_code":
            return self._exchanged(form)
        if form["grant_type"] == "refresh_token":
            scope = self.renewals.get(form.get("refresh_token", ""))
            if scope is None:
                return _bad("invalid_grant")
            if self.rotates:
                del self.renewals[form["refresh_token"]]
            return self.given(scope, form)
        return _bad("unsupported_grant_type")

    def _exchanged(self, form: Mapping[str, str]) -> Reply:
        known = self.codes.pop(form.get("code", ""), None)
        if known is None or time.time() - known.at > CODE_LIVES_S:
            return _bad("invalid_grant")
        if form.get("redirect_uri", known.asked["redirect_uri"]) != known.asked["redirect_uri"]:
            return _bad("invalid_grant")
        if self.pkce and s256(form.get("code_verifier", "")) != known.asked["code_challenge"]:
            return _bad("invalid_grant")
        return self.given(known.asked.get("scope", ""), form)

    def given(self, scope: str, form: Mapping[str, str], *, lasts_s: int | None = None) -> Reply:
        """A new access token, and a refresh token where the old one ended or there was none."""
        lasts = lasts_s or self.lasts_s
        access = self.prefix + secrets.token_hex(16)
        self.tokens[access] = time.time() + (lasts or 10**9)
        self.granted[access] = frozenset(scope.split(self.separator))
        told: dict[str, Any] = {"access_token": access, "scope": scope, "token_type": "Bearer"}
        if lasts is None:
            return Reply(200, told)
        told["expires_in"] = lasts
        if self.rotates or form.get("grant_type") != "refresh_token":
            told["refresh_token"] = f"{self.prefix}refresh_{secrets.token_hex(16)}"
            self.renewals[told["refresh_token"]] = scope
        return Reply(200, told)

    def revoke(self, call: Call, _operation: Operation) -> Reply:
        """RFC 7009: also 200 for what is not known."""
        token = call.form().get("token", [""])[0]
        self.tokens.pop(token, None)
        self.renewals.pop(token, None)
        return Reply(200, {})

    def _is_the_application(self, call: Call, form: Mapping[str, str]) -> bool:
        if self.proof == "basic":
            wanted = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
            return call.headers.get("authorization", "") == f"Basic {wanted}"
        return (form.get("client_id"), form.get("client_secret")) == (self.client_id, self.secret)

    def _problem(self, asked: Mapping[str, str]) -> str:
        """What is wrong with the question, in words for whoever wrote it; "" when nothing is."""
        target = urlsplit(asked.get("redirect_uri", ""))
        if asked.get("client_id") != self.client_id:
            return "There is no application of this id."
        if target.scheme != "http" or (target.hostname or "") not in LOOPBACK:
            return "The redirect_uri is not one of the application's."
        if not asked.get("state") or asked.get("response_type", "code") != "code":
            return "A state and response_type=code are needed."
        if self.pkce and (asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge")):
            return "A code_challenge by S256 is needed."
        rights = {each for each in asked.get("scope", "").split(self.separator) if each}
        unknown = rights - self.scopes if self.scopes is not None else set()
        return f"There is no such scope: {', '.join(sorted(unknown))}." if unknown else ""


def s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _bad(error: str) -> Reply:
    return Reply(400, {"error": error})
