"""Services that want a short-lived token of their own making instead of the credentials themselves.

The token is kept in the shared key store, since an exchange counts against their limits; it
lies there encrypted under a key derived from the credentials, unreadable without them.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import httpx
from cryptography.fernet import Fernet, InvalidToken
from django.core.cache import cache

if TYPE_CHECKING:
    from integrations.http.answer import Answer
    from integrations.http.client import Http

MARGIN_S = 60
"""A token is not used in its last minute."""


class Exchange:
    """Posts `credentials` to `path` once, then signs with the token that `read` finds (with its seconds to live)."""

    def __init__(
        self,
        slug: str,
        path: str,
        credentials: Mapping[str, str],
        read: Callable[["Answer"], tuple[str, float]],
        *,
        header: str,
        prefix: str = "",
    ) -> None:
        self._path, self._credentials, self._read = path, dict(credentials), read
        self._header, self._prefix = header, prefix
        digest = hashlib.sha256(json.dumps(self._credentials, sort_keys=True).encode()).digest()
        self._box = Fernet(base64.urlsafe_b64encode(digest))
        self._name = f"token:{slug}:{hashlib.sha256(digest).hexdigest()[:16]}"
        self._token, self._asking, self._fresh = "", False, False

    def prepare(self, http: "Http") -> None:
        """Have a token: a remembered one, or a new one. Raises what the call for it raises."""
        if self._asking:
            return
        self._fresh = False
        if self._token:
            return
        self._token = self._recalled()
        if self._token:
            return
        self._asking = True
        try:
            answer = http.post(self._path, json={}, repeatable=True)
            with answer.reading():
                self._token, seconds = self._read(answer)
            self._fresh = True
        finally:
            self._asking = False
        if seconds > MARGIN_S:
            cache.set(self._name, self._box.encrypt(self._token.encode()), int(seconds - MARGIN_S))

    def renew(self, http: "Http") -> bool:
        """The service did not accept the token: make another one. Raises what the call for it raises.

        False where that changes nothing: the token was made for this very call, or the credentials
        themselves were refused. The next call then makes a new one.
        """
        useless = self._fresh or self._asking
        self._token = ""
        cache.delete(self._name)
        if not useless:
            self.prepare(http)
        return not useless

    def sign(self, request: httpx.Request) -> None:
        """The credentials for the exchange itself, the token for all else."""
        if request.url.path.endswith(self._path):
            body = json.dumps(self._credentials).encode()
            request.stream = httpx.ByteStream(body)
            request.headers["Content-Length"] = str(len(body))
        else:
            request.headers[self._header] = f"{self._prefix}{self._token}"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*self._credentials.values(), self._token)

    def _recalled(self) -> str:
        kept = cache.get(self._name)
        try:
            return self._box.decrypt(kept).decode() if kept else ""
        except InvalidToken:
            return ""
