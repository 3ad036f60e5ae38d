"""How services sign. Every function takes the raw body and answers whether one of the secrets fits.

Comparisons take constant time. Sources are named at each; vectors: the vendors' published examples.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused

OLDEST = timedelta(seconds=300)
BASE64_SHA1 = re.compile(r"[A-Za-z0-9+/]{27}=")
BASE64_SHA256 = re.compile(r"[A-Za-z0-9+/]{43}=")
BASE64_ED25519 = re.compile(r"[A-Za-z0-9+/]{86}==")
HEX_SHA256 = re.compile(r"[0-9a-f]{64}")
PREFIXED_SHA256 = re.compile(r"sha256=[0-9a-f]{64}")
STRIPES = re.compile(r"(?=.*\bt=[0-9]{1,16}(?:,|$)).*\bv1=[0-9a-f]{64}(?:,.*)?")
STAMP = re.compile(r"[0-9]{1,16}")
DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT")
"""How a header of each kind looks: what looks otherwise is refused before any secret is read."""


def base64_sha256(body: bytes, given: str, secrets: Sequence[str]) -> bool:
    """Base64 of HMAC-SHA256 over the body. Source: Shopify, "Verify webhook deliveries"."""
    return _fits(given, (base64.b64encode(_sha256(secret, body)).decode() for secret in secrets))


def prefixed_sha256(body: bytes, given: str, secrets: Sequence[str]) -> bool:
    """`sha256=` and hex, over the bytes as they came. Source: Meta, "Validating payloads"."""
    return _fits(given, (f"sha256={_sha256(secret, body).hex()}" for secret in secrets))


def stripe(body: bytes, given: str, secrets: Sequence[str], now: datetime) -> bool:
    """`t=…,v1=…`, any v1 may fit; raises Refused `too_old`. Source: Stripe, "Verify webhook signatures manually"."""
    parts = [part.partition("=") for part in given.split(",")]
    stamps = [value for name, _sign, value in parts if name.strip() == "t"]
    marks = [value for name, _sign, value in parts if name.strip() == "v1"]
    if len(stamps) != 1:
        return False
    wanted = [_sha256(secret, stamps[0].encode() + b"." + body).hex() for secret in secrets]
    return any(_fits(mark, wanted) for mark in marks) and fresh(stamps[0], now)


def slack(body: bytes, given: str, stamp: str, secrets: Sequence[str], now: datetime) -> bool:
    """`v0=` and hex over `v0:time:body`; raises Refused `too_old`. Source: Slack, "Verifying requests"."""
    text = b"v0:" + stamp.encode() + b":" + body
    return _fits(given, (f"v0={_sha256(secret, text).hex()}" for secret in secrets)) and fresh(stamp, now)


def hubspot(body: bytes, given: str, stamp: str, url: str, secrets: Sequence[str], now: datetime) -> bool:
    """Base64 over method, address, body and time in ms; raises Refused `too_old`. Source: HubSpot, signature v3."""
    text = b"POST" + url.encode() + body + stamp.encode()
    fits = _fits(given, (base64.b64encode(_sha256(secret, text)).decode() for secret in secrets))
    return fits and fresh(stamp, now, per_second=1000)


def klaviyo(body: bytes, given: str, date: str, secrets: Sequence[str], now: datetime) -> bool:
    """Hex over body and date; raises Refused `too_old`. Source: Klaviyo, "Working with system webhooks"."""
    fits = _fits(given, (_sha256(secret, body + date.encode()).hex() for secret in secrets))
    return fits and fresh(_seconds(date), now)


def twilio(url: str, params: Mapping[str, str], given: str, secrets: Sequence[str]) -> bool:
    """Base64 HMAC-SHA1 over the address and the sorted form fields. Source: Twilio, "Security"."""
    text = (url + "".join(name + params[name] for name in sorted(params))).encode()
    wanted = (base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha1).digest()).decode() for secret in secrets)
    return _fits(given, wanted)


def ed25519(body: bytes, given: str, stamp: str, public_keys: Sequence[str], now: datetime) -> bool:
    """Ed25519 over `time|body`, all in base64; raises Refused `too_old`. Source: Telnyx, "Webhook signing"."""
    for key in public_keys:
        try:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
            public.verify(base64.b64decode(given, validate=True), stamp.encode() + b"|" + body)
        except (InvalidSignature, ValueError, binascii.Error):
            continue
        return fresh(stamp, now)
    return False


def standard(body: bytes, headers: Mapping[str, str], secrets: Sequence[str], now: datetime) -> bool:
    """`v1,base64` over `id.time.body`; raises Refused `too_old`. Source: Standard Webhooks 1.0."""
    stamp = headers.get("webhook-timestamp", "")
    text = f"{headers.get('webhook-id', '')}.{stamp}.".encode() + body
    wanted = [base64.b64encode(hmac.new(_whsec(secret), text, hashlib.sha256).digest()).decode() for secret in secrets]
    marks = [each.partition(",") for each in headers.get("webhook-signature", "").split()]
    return any(version == "v1" and _fits(mark, wanted) for version, _sign, mark in marks) and fresh(stamp, now)


def same(given: str, secrets: Sequence[str]) -> bool:
    """A word that both sides know."""
    return _fits(given, secrets)


def fresh(stamp: str, now: datetime, *, per_second: int = 1) -> bool:
    """True when the time is within `OLDEST` of ours, either way; raises Refused `too_old` otherwise."""
    if stamp.isascii() and stamp.isdecimal() and len(stamp) <= 16:
        sent = datetime.fromtimestamp(int(stamp) / per_second, UTC) if int(stamp) / per_second < 1e11 else None
        if sent and abs(now - sent) <= OLDEST:
            return True
    raise Refused(_("This delivery is too old or its clock is wrong."), code="too_old")


def refused() -> Refused:
    """For a signature that does not hold; what it should have been stays unsaid."""
    return Refused(_("This delivery is not signed by the connected account."), code="bad_signature")


def _seconds(date: str) -> str:
    """Since 1970; "" for what is no date."""
    try:
        return str(int(parsedate_to_datetime(date).timestamp()))
    except (ValueError, TypeError, OverflowError):
        return ""


def _whsec(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return secret.encode()


def _sha256(secret: str, text: bytes) -> bytes:
    return hmac.new(secret.encode(), text, hashlib.sha256).digest()


def _fits(given: str, wanted: Iterable[str]) -> bool:
    """Every candidate is compared, so that time tells nothing of which one fits."""
    results = [hmac.compare_digest(given.encode(), each.encode()) for each in wanted]
    return bool(given) and any(results)
