"""What Meta's services share: proof of the application, and errors that tell more than their number."""

import hashlib
import hmac
from dataclasses import dataclass, field

import httpx

from integrations.errors import Problem
from integrations.http import Answer, outcome

_slower = {4, 17, 32, 613, 80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014, 130429, 131056}
_passing = {1, 2}
DEAD_TOKEN = 190


@dataclass(frozen=True)
class MetaAuth:
    """A token, with the proof that the application holds its secret (Graph API, "Secure requests")."""

    token: str = field(repr=False)
    app_secret: str = field(default="", repr=False)

    def sign(self, request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Bearer {self.token}"
        if self.app_secret:
            request.url = request.url.copy_merge_params({"appsecret_proof": self._proof()})

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.token, self.app_secret, self._proof())

    def _proof(self) -> str:
        return hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """An error has a number of its own: 190 is a dead token, some of the others only mean "slower" or "again".

    Source: developers.facebook.com/docs/graph-api/guides/error-handling and .../rate-limiting.
    """
    error = answer.words().get("error") if problem else None
    if not isinstance(error, dict):
        return problem
    number = error.get("code")
    if number in _slower:
        return outcome.slower(answer)
    if number in _passing:
        return outcome.failed(answer, code="service_error")
    return outcome.unauthorised(answer, str(error.get("message"))) if number == DEAD_TOKEN else problem
