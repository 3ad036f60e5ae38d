"""Putting secrets in and reading them, on record."""

import re
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from integrations.models import Connection, Secret
from integrations.vault import backends, keys, memory, sealing
from integrations.vault.sensitive import Sensitive
from tenants import clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

LONGEST = 64_000
PREVIOUS, PULLED = KEPT_ASIDE = ("__PREVIOUS", "__PULLED")
"""Endings of the names under which values are kept beside the present ones."""
GRACE = timedelta(hours=24)
_WHY = re.compile(r"[a-z][a-z0-9_]{0,40}")


@transaction.atomic
def put(connection: Connection, name: str, value: Sensitive[str], *, by: User | None) -> None:
    """Seal a value under its name, in place of the present one. Raises Refused (empty, too long), KeyLost."""
    if not value or len(value.reveal()) > LONGEST:
        sentence = _("%(name)s is empty or longer than %(most)s characters.")
        raise Refused(sentence % {"name": name, "most": LONGEST}, code="secret_size")
    write(connection, name, value)
    ledger.write("secret.set", subject(connection, name), by=by)


@transaction.atomic
def delete(connection: Connection, *, by: User | None, name: str = "") -> int:
    """Remove one value, or all of a connection; how many there were."""
    keys.hold()
    rows = Secret.objects.filter(connection=connection, **({"name": name} if name else {}))
    gone = list(rows.values_list("name", flat=True))
    rows.delete()
    for each in gone:
        ledger.write("secret.deleted", subject(connection, each), by=by)
    transaction.on_commit(memory.changed)
    return len(gone)


def names(connection: Connection) -> set[str]:
    """Which values a connection has, without reading any."""
    return {name for name in backends.chosen().names(connection) if not name.endswith(KEPT_ASIDE)}


@transaction.atomic
def keep_previous(connection: Connection, name: str) -> None:
    """Before a signing secret is replaced: what is on its way under the present one stays valid for `GRACE`."""
    row = Secret.objects.named(connection, name).select_related("key", "connection").first()
    if row is not None:
        write(connection, name + PREVIOUS, open_row(row))
        ledger.write("secret.kept", subject(connection, name + PREVIOUS))


def keep_pulled(connection: Connection, name: str) -> None:
    """Before a value that came from another store is replaced here: what lies there still is no news from then on."""
    row = Secret.objects.named(connection, name).select_related("key", "connection").first()
    if row is not None and row.fetched_at is not None:
        write(connection, name + PULLED, open_row(row))


def previous(connection: Connection, name: str) -> Sensitive[str] | None:
    """The value before the last change, while it still counts; on record like any reading."""
    row = Secret.objects.named(connection, name + PREVIOUS).first()
    if row is None or row.changed_at < clock.now() - GRACE:
        return None
    return read(connection, name + PREVIOUS, why="webhook")


def read(connection: Connection, name: str, *, why: str) -> Sensitive[str]:
    """The value, after the ledger's entry for it has been committed; `why` is one word such as `probe`.

    Raises Refused `secret_missing`, KeyLost; RuntimeError inside a transaction, whose end could
    take the entry back after the answer was given.
    """
    if not _WHY.fullmatch(why):
        raise ValueError("Say why in one word.")
    if context.in_transaction():
        raise RuntimeError("A secret is never read inside a transaction.")
    value = memory.get(connection.pk, name)
    if value is None:
        word = memory.state()
        value = backends.chosen().fetch(connection, name)
        memory.keep(connection.pk, name, value, word=word)
    ledger.write(f"secret.read.{why}", subject(connection, name))
    return value


def subject(connection: Connection, name: str) -> tuple[str, str]:
    """How the ledger names a secret: by its connection and its own name."""
    return "secret", f"{connection.pk}.{name}"[:64]


def write(connection: Connection, name: str, value: Sensitive[str], *, fetched: bool = False) -> None:
    """Seal and store; `fetched` notes that another store confirmed the value now."""
    with transaction.atomic():
        keys.hold()
        key, plain_key = keys.current()
        nonce, ciphertext = sealing.seal(plain_key, value.reveal().encode(), place(connection, name))
        now = clock.now()
        row = {
            "ciphertext": ciphertext,
            "nonce": nonce,
            "key": key,
            "changed_at": now,
            "fetched_at": now if fetched else None,
        }
        Secret.objects.update_or_create(connection=connection, name=name, defaults=row)
        transaction.on_commit(memory.changed)


def open_row(row: Secret) -> Sensitive[str]:
    """Open a stored row, whose key came with it in one query. Raises KeyLost, or Forged if it was moved here."""
    plain_key = keys.unwrap(row.key)
    where = place(row.connection, row.name)
    return Sensitive(sealing.open_sealed(plain_key, bytes(row.nonce), bytes(row.ciphertext), where).decode())


def place(connection: Connection, name: str) -> str:
    """What a ciphertext is bound to: the client, the connection, the name."""
    return f"client/{context.current().pk}/connection/{connection.pk}/{name}"
