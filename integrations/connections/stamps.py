"""What tells one set of a connection's values from the next, without showing any of them."""

import hashlib

from integrations import registry
from integrations.models import Connection, Secret
from integrations.vault.store import KEPT_ASIDE


def stamp(row: Connection, *, tokens: bool = True) -> str:
    """Another one after every change of the values; without `tokens`, renewed tokens are no change."""
    spec = registry.get(row.connector).oauth
    renewed = (spec.access_name, spec.refresh_name) if spec and row.expires_at and not tokens else ()
    rows = Secret.objects.filter(connection=row).exclude(name__in=renewed).order_by("name")
    # Each sealing draws a nonce of its own, so two writings are told apart whatever the clock says.
    sealed = [
        (name, bytes(nonce)) for name, nonce in rows.values_list("name", "nonce") if not name.endswith(KEPT_ASIDE)
    ]
    return hashlib.sha256(repr((sorted(row.config.items()), sealed)).encode()).hexdigest()[:32]
