"""What Meta's services share: proof of the application, and errors that tell more than their number."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from django.utils.translation import gettext_lazy as _

from integrations.errors import Rejected, Temporary

_slower = {4, 17, 32, 613, 80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014, 130429, 131056}
_passing = {1, 2}


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


@contextmanager
def errors(title: str) -> Iterator[None]:
    """Read the error's own number: 190 is a dead token, some of the others only mean "slower" or "again".

    Source: developers.facebook.com/docs/graph-api/guides/error-handling and .../rate-limiting.
    """
    try:
        yield
    except Rejected as refusal:
        error = refusal.words().get("error")
        number = error.get("code") if isinstance(error, dict) else None
        if number in _slower:
            raise Temporary(_("%(title)s asks to call less often.") % {"title": title}, code="rate_limited") from None
        if number in _passing:
            raise Temporary(_("%(title)s has a fault of its own.") % {"title": title}, code="service_error") from None
        if number == 190:
            sentence = _("%(title)s does not accept the credentials. Connect it again.") % {"title": title}
            raise Rejected(sentence, code="not_authorised", status=refusal.status, detail=refusal.detail) from None
        raise
