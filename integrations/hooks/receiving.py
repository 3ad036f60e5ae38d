"""Taking a delivery in: verified first, stored with its job in one transaction, answered at once."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from django.utils.translation import gettext_lazy as _

import events
from integrations import connectors, registry, vault
from integrations.connections import agency, watching
from integrations.hooks import signatures
from integrations.hooks.contract import Asking, Incoming, Signed, Webhooks
from integrations.metrics import DELIVERIES
from integrations.models import Connection
from tenants import clock
from tenants.errors import Refused

HANDLER = "integrations.understand"
JOB = "delivery:"
LONGEST_ID = 200

_KEEP = """
INSERT INTO integrations_delivery (connection_id, delivery_id, topic, body, sent_at, received_at, state)
VALUES (%s, %s, %s, %s, %s, %s, 'received')
ON CONFLICT (connection_id, delivery_id) DO NOTHING RETURNING id
"""


def webhooks_of(slug: str) -> Webhooks:
    """The connector's `webhooks.py`. Raises Refused `unknown_connector`, `no_webhooks`."""
    registry.get(slug)
    name = f"{connectors.__name__}.{slug}.webhooks"
    if find_spec(name) is None:
        raise Refused(_("This service sends nothing here."), code="no_webhooks")
    return cast(Webhooks, import_module(name))


def connection_of(slug: str, connection_id: int) -> Connection | None:
    """The connection whose address was called, if it is one that is set up."""
    row = Connection.objects.to(slug).filter(pk=connection_id).first()
    return None if row is None or row.state == Connection.State.MISSING else row


def receive(row: Connection, incoming: Incoming) -> bool:
    """Keep a delivery and its job; False for one that came before. Raises Refused when it is not genuine.

    What does not even look signed costs no reading of a secret, which would be a line in the ledger.
    """
    outcome = "refused"
    try:
        module = webhooks_of(row.connector)
        require(module.SIGNED, incoming.headers)
        signed = module.verify(incoming, signing(row, module), clock.now())
        kept = keep(row, signed, incoming.body)
        outcome = "kept" if kept else "repeated"
        return kept
    finally:
        DELIVERIES.add(row.connector, outcome)


def challenge(row: Connection, incoming: Incoming) -> str:
    """The answer to a service that makes sure of the address. Raises Refused."""
    module = webhooks_of(row.connector)
    if not hasattr(module, "challenge"):
        raise Refused(_("This service asks no questions here."), code="no_challenge")
    asking = cast(Asking, module)
    require(asking.ASKED, incoming.query)
    return asking.challenge(incoming, _secrets(row, asking.WORDS))


def keep(row: Connection, signed: Signed, body: bytes) -> bool:
    """Store a verified delivery once, with the job that will read it; False if it was here."""
    values = [row.pk, identity(signed, body), signed.topic[:120], body, signed.sent_at, clock.now()]
    about = {"connection": row.pk}
    if not events.insert_with_job(_KEEP, values, HANDLER, name="delivery_id", key=JOB, args=about):
        return False
    watching.heard(row)
    return True


def identity(signed: Signed, body: bytes) -> str:
    """The service's own id; without one, what was said identifies it."""
    if signed.delivery_id and len(signed.delivery_id) <= LONGEST_ID:
        return signed.delivery_id
    return hashlib.sha256(f"{signed.delivery_id}\n{signed.topic}\n".encode() + body).hexdigest()


def signing(row: Connection, module: Webhooks) -> list[str]:
    """Every secret that may sign: the connection's, the one before it for a day, or the agency's application's.

    Raises Refused `no_signing_secret`: what cannot be verified is not taken in.
    """
    return _secrets(row, module.SECRETS)


def lent(slug: str, names: tuple[str, ...]) -> list[str]:
    """What signs for the agency's own application. Raises Refused `no_signing_secret`."""
    return _some(secret for name in names for secret in _lent(slug, name))


def require(wanted: Mapping[str, re.Pattern[str]], given: Mapping[str, str]) -> None:
    """Raises Refused `bad_signature` for what does not even look signed."""
    if not all(pattern.fullmatch(given.get(name, "")) for name, pattern in wanted.items()):
        raise signatures.refused()


def _secrets(row: Connection, names: tuple[str, ...]) -> list[str]:
    return _some(secret for name in names for secret in _values(row, name))


def _some(secrets: Iterable[str]) -> list[str]:
    found = list(secrets)
    if not found:
        raise Refused(_("No signing secret is set for this service."), code="no_signing_secret")
    return found


def _values(row: Connection, name: str) -> list[str]:
    """Only an application is lent: a secret of the agency's own account would let its deliveries in everywhere."""
    own, spec = _kept(row, name), registry.get(row.connector).oauth
    if own or spec is None or name != spec.client_secret_name:
        return own
    return _lent(row.connector, name)


def _lent(slug: str, name: str) -> list[str]:
    shared = agency.at_agency(lambda: _kept(Connection.objects.to(slug).first(), name))
    return shared or [value for value in [os.environ.get(name, "")] if value]


def _kept(row: Connection | None, name: str) -> list[str]:
    """A public key is no secret and stands beside the connection."""
    if row is None or name not in vault.names(row):
        return [str(row.config[name])] if row and row.config.get(name) else []
    before = vault.previous(row, name)
    return [value.reveal() for value in (vault.read(row, name, why="webhook"), before) if value]


def headers_of(meta: Mapping[str, str]) -> dict[str, str]:
    """Header names in lower case."""
    return {name.lower(): value for name, value in meta.items()}
