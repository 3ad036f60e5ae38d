"""The published examples hold; anything changed, old or signed by another does not."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from integrations.connectors.shopify import oauth as shopify
from integrations.hooks import signatures
from integrations.oauth.authorising import create_s256_code_challenge
from tenants.errors import Refused

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
STAMP, BODY, SECRET = str(int(NOW.timestamp())), b'{"id": 1, "name": "\\u00e9t\xc3\xa9"}', "the-secret"
URL = "https://client.example/hooks/x/1/"
_private = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
PUBLIC = base64.b64encode(_private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


@pytest.fixture
def vectors(shared_dir):
    return json.loads((shared_dir / "specs" / "fixtures" / "signature-vectors.json").read_text())


def mac(text: bytes, secret: str = SECRET, digest=hashlib.sha256) -> bytes:
    return hmac.new(secret.encode(), text, digest).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


SCHEMES = {
    "shopify": (
        lambda body, stamp: b64(mac(body)),
        lambda body, given, secrets, stamp, now: signatures.base64_sha256(body, given, secrets),
    ),
    "meta": (
        lambda body, stamp: "sha256=" + mac(body).hex(),
        lambda body, given, secrets, stamp, now: signatures.prefixed_sha256(body, given, secrets),
    ),
    "stripe": (
        lambda body, stamp: f"t={stamp},v0=x,v1={mac(b'another').hex()},v1={mac(stamp.encode() + b'.' + body).hex()}",
        lambda body, given, secrets, stamp, now: signatures.stripe(body, given, secrets, now),
    ),
    "slack": (
        lambda body, stamp: "v0=" + mac(b"v0:" + stamp.encode() + b":" + body).hex(),
        lambda body, given, secrets, stamp, now: signatures.slack(body, given, stamp, secrets, now),
    ),
    "hubspot": (
        lambda body, stamp: b64(mac(b"POST" + URL.encode() + body + (stamp + "000").encode())),
        lambda body, given, secrets, stamp, now: signatures.hubspot(body, given, stamp + "000", URL, secrets, now),
    ),
    "telnyx": (
        lambda body, stamp: b64(_private.sign(stamp.encode() + b"|" + body)),
        lambda body, given, secrets, stamp, now: signatures.ed25519(body, given, stamp, secrets, now),
    ),
    "standard": (
        lambda body, stamp: "v1a,x v1," + b64(mac(b"m1." + stamp.encode() + b"." + body)),
        lambda body, given, secrets, stamp, now: signatures.standard(
            body, {"webhook-id": "m1", "webhook-timestamp": stamp, "webhook-signature": given}, secrets, now
        ),
    ),
}
TIMED = ["stripe", "slack", "hubspot", "telnyx", "standard"]


def right(scheme: str) -> list[str]:
    return [PUBLIC] if scheme == "telnyx" else [SECRET]


def other(scheme: str) -> list[str]:
    return [b64(b"q" * 32)] if scheme == "telnyx" else ["another-secret"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_genuine_delivery_holds_also_beside_another_secret(scheme):
    sign, holds = SCHEMES[scheme]
    assert holds(BODY, sign(BODY, STAMP), right(scheme), STAMP, NOW) is True
    assert holds(BODY, sign(BODY, STAMP), other(scheme) + right(scheme), STAMP, NOW) is True


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_changed_byte_another_secret_or_no_signature_does_not(scheme):
    sign, holds = SCHEMES[scheme]
    given = sign(BODY, STAMP)
    for position in range(0, len(BODY), 5):
        changed = bytearray(BODY)
        changed[position] ^= 1
        assert holds(bytes(changed), given, right(scheme), STAMP, NOW) is False
    assert holds(BODY, given, other(scheme), STAMP, NOW) is False
    assert holds(BODY, given, [], STAMP, NOW) is False
    for nothing in ("", " ", "v0=", "sha256=", "t=,v1=", given[:-1], given.upper() + "x", "é" * 20):
        assert holds(BODY, nothing, right(scheme), STAMP, NOW) is False, nothing


@pytest.mark.parametrize("scheme", TIMED)
@pytest.mark.parametrize("away", [301, -301, 10**6])
def test_a_genuine_delivery_from_another_time_is_refused(scheme, away):
    sign, holds = SCHEMES[scheme]
    assert holds(BODY, sign(BODY, STAMP), right(scheme), STAMP, NOW + timedelta(seconds=299)) is True
    with pytest.raises(Refused) as refusal:
        holds(BODY, sign(BODY, STAMP), right(scheme), STAMP, NOW + timedelta(seconds=away))
    assert refusal.value.code == "too_old"


@pytest.mark.parametrize("scheme", TIMED)
def test_a_signature_shown_with_another_time_does_not_hold(scheme):
    """Nobody makes an old delivery young."""
    sign, holds = SCHEMES[scheme]
    later = str(int(STAMP) + 1000)
    given = sign(BODY, STAMP).replace(f"t={STAMP}", f"t={later}")
    assert holds(BODY, given, right(scheme), later, NOW + timedelta(seconds=1000)) is False


@pytest.mark.parametrize("stamp", ["", "-1", "1e9", "١٢٣", "99999999999999999999", "9" * 16, "x", "12.5"])
def test_a_time_that_is_none_is_refused(stamp):
    with pytest.raises(Refused):
        signatures.fresh(stamp, NOW)


def test_the_published_example_of_twilio(vectors):
    found = vectors["twilio"]
    sign = (found["url"], found["params"], found["value"])
    assert signatures.twilio(*sign, [found["auth_token"]])
    assert not signatures.twilio(*sign, ["54321"])
    assert not signatures.twilio(found["url"] + "x", *sign[1:], [found["auth_token"]])
    assert not signatures.twilio(
        found["url"], {**found["params"], "Digits": "1235"}, found["value"], [found["auth_token"]]
    )


def test_the_published_example_of_slack(vectors):
    found = vectors["slack"]
    at = datetime.fromtimestamp(int(found["timestamp"]), UTC)
    rest = (found["value"], found["timestamp"], [found["signing_secret"]])
    assert signatures.slack(found["body"].encode(), *rest, at)
    assert not signatures.slack(found["body"].encode() + b"&", *rest, at)
    with pytest.raises(Refused):
        signatures.slack(found["body"].encode(), *rest, at + timedelta(seconds=301))


def test_the_published_example_of_shopifys_way_back(vectors):
    found = vectors["shopify_oauth_doc"]
    params = dict(parse_qsl(found["signed_string"]))
    assert shopify.signature(params, found["secret"]) == found["hmac"]
    signed = {**params, "hmac": found["hmac"], "signature": "old"}
    shopify.check_return(signed, found["secret"], {"SHOPIFY_STORE": "some-shop.myshopify.com"})
    for changed in ({"shop": "other.myshopify.com"}, {"code": "x"}, {"hmac": ""}, {"extra": "1"}):
        with pytest.raises(Refused):
            shopify.check_return({**signed, **changed}, found["secret"], {"SHOPIFY_STORE": "some-shop.myshopify.com"})


def test_the_published_example_of_pkce(vectors):
    found = vectors["pkce_rfc7636_appB"]
    assert create_s256_code_challenge(found["code_verifier"]) == found["code_challenge_S256"]
