"""The three headers by which a receiver knows that a message is ours, whole and of now.

Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, in base64 behind `v1,`; the secret is
`whsec_` and the key in base64.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

import httpx

from tenants import clock

PREFIX = "whsec_"
KEY_BYTES = 32


def new_secret() -> str:
    """A fresh secret as receivers' libraries take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the signature."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    text = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


@dataclass(frozen=True)
class Signing:
    """Signs each try anew, since receivers refuse what is older than some minutes; the id stays the same."""

    secret: str = field(repr=False)
    message_id: str

    def sign(self, request: httpx.Request) -> None:
        timestamp = int(clock.now().timestamp())
        request.headers["webhook-id"] = self.message_id
        request.headers["webhook-timestamp"] = str(timestamp)
        request.headers["webhook-signature"] = signature(self.secret, self.message_id, timestamp, request.content)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.secret,)
