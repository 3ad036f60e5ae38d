"""What a service sent back, kept for the seconds until the person arrives: sealed under their ticket.

The ticket itself is nowhere kept, so neither the table nor a copy of it opens an authorisation code.
"""

import base64
import json
from collections.abc import Mapping

from django.utils.crypto import salted_hmac

from integrations.vault import sealing

_SALT = "integrations.oauth.carried"


def seal(returned: Mapping[str, str], ticket: str, place: str) -> str:
    """As text, bound to `place`."""
    nonce, sealed = sealing.seal(_key(ticket), json.dumps(dict(returned)).encode(), place)
    return base64.b64encode(nonce + sealed).decode()


def unseal(text: str, ticket: str, place: str) -> dict[str, str]:
    """What was sealed. Raises sealing.Forged."""
    try:
        carried, cut = base64.b64decode(text), sealing.NONCE_BYTES
    except (ValueError, TypeError):
        raise sealing.Forged from None
    found: dict[str, str] = json.loads(sealing.open_sealed(_key(ticket), carried[:cut], carried[cut:], place))
    return found


def _key(ticket: str) -> bytes:
    """256 bits that only who holds the ticket can make, and only this installation."""
    return salted_hmac(_SALT, ticket, algorithm="sha256").digest()
