"""A client's data keys: made, wrapped, unwrapped. All of it inside the client's context."""

from uuid import uuid4

from django.db import connection
from django.utils.translation import gettext_lazy as _

from integrations.models import DataKey
from integrations.vault import sealing
from integrations.vault.masters import KeyLost, Masters, masters
from tenants import clock, context


def hold() -> None:
    """Wait until no other transaction changes this client's keys or secrets; lasts to its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{context.schema()}/vault"])


def current() -> tuple[DataKey, bytes]:
    """The key that seals from now on, made with the client's first secret. Call it holding `hold()`.

    Raises KeyLost when there is a key that cannot be opened: a new one beside it would hide the loss.
    """
    newest = DataKey.objects.newest_first().first()
    return (newest, unwrap(newest)) if newest else make(1)


def make(version: int) -> tuple[DataKey, bytes]:
    """A fresh data key under the current master key."""
    key_id, plain, kept = uuid4(), sealing.new_key(), masters()
    row = DataKey.objects.create(
        id=key_id,
        version=version,
        wrapped=wrap(plain, str(key_id), kept),
        master_version=kept.current,
        created_at=clock.now(),
    )
    return row, plain


def wrap(plain: bytes, key_id: str, kept: Masters) -> bytes:
    """Nonce and ciphertext in one, bound to the client and the key's id."""
    nonce, sealed = sealing.seal(kept.keys[kept.current], plain, place(context.current().pk, key_id))
    return nonce + sealed


def unwrap(row: DataKey) -> bytes:
    """The data key itself. Raises KeyLost."""
    return opened(bytes(row.wrapped), row.master_version, place(context.current().pk, str(row.pk)))


def opened(wrapped: bytes, master_version: str, where: str) -> bytes:
    """Unwrap under the master key of that version. Raises KeyLost, naming the version."""
    master = masters().keys.get(master_version)
    try:
        if master is None:
            raise sealing.Forged
        cut = sealing.NONCE_BYTES
        return sealing.open_sealed(master, wrapped[:cut], wrapped[cut:], where)
    except sealing.Forged:
        sentence = _(
            "The vault's key %(version)s is missing or is not the one that sealed the stored secrets. "
            "Give the right key in VAULT_KEYS (or put vault.keys back). Nothing was changed."
        )
        raise KeyLost(sentence % {"version": master_version}) from None


def place(client_id: int, key_id: str) -> str:
    return f"client/{client_id}/data-key/{key_id}"
