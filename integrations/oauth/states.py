"""The state that goes with a person to the service and back, and what is derived from it."""

import base64
import hashlib
import secrets
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused
from tenants.models import Client

LIFE = timedelta(minutes=10)
_signer = signing.Signer(salt="integrations.oauth.state")


def issue(client: Client) -> str:
    """A new unguessable state that names the client; only our signature makes one."""
    return _signer.sign(f"{client.pk}.{secrets.token_urlsafe(32)}")


def client_of(state: str) -> Client:
    """Whose state it is; its age is for the stored row to judge. Raises Refused `bad_state` for a forged one."""
    try:
        identity = _signer.unsign(state).partition(".")[0]
        found = Client.objects.running().filter(pk=int(identity)).first()
    except (signing.BadSignature, ValueError):
        found = None
    if found is None:
        raise bad_state()
    return found


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def verifier(state: str) -> str:
    """The PKCE verifier of a state: only this installation can derive it. 43 characters (RFC 7636, 4.1)."""
    return (
        base64.urlsafe_b64encode(salted_hmac("integrations.oauth.pkce", state, algorithm="sha256").digest())
        .decode()
        .rstrip("=")
    )


def bad_state() -> Refused:
    return Refused(
        _("This way back was already used, is too old or is not yours: connect once more."), code="bad_state"
    )
