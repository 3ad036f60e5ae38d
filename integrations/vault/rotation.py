"""New keys for old while everybody goes on reading.

Each step is a transaction of its own and says by its result what is still to do, so a rotation
that was killed is finished by running it again. A reader gets a value and the key that opens it
in one query and therefore never sees half a step.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from integrations.models import DataKey, Secret
from integrations.vault import census, keys, masters, sealing
from integrations.vault.store import open_row, place
from tenants import faults, ledger
from tenants.models import Client, User

BATCH = 50


@dataclass(frozen=True)
class Rotated:
    """What a rotation did at one client."""

    client: str
    rewrapped: int
    resealed: int


def renew_master() -> str:
    """Make a new version in the file of master keys, unless one is not everywhere in use yet.

    Keys from the environment are renewed there, by putting the new one in front. Returns the
    version that wraps from now on.
    """
    present = masters.masters()
    unfinished = any(row.master_version != present.current for row in census.wrapped())
    if settings.VAULT_KEYS or unfinished:
        return present.current
    return masters.add_version().current


def rotate(client: Client, *, reseal: bool, by: User | None = None) -> Rotated:
    """Bring one client's keys under the current master key; `reseal` also gives its secrets a new data key."""
    with client.active():
        rewrapped = _rewrap_all(by)
        resealed = _reseal_all(by) if reseal or _unfinished() else 0
    return Rotated(client.slug, rewrapped, resealed)


def _rewrap_all(by: User | None) -> int:
    current, done = masters.masters().current, 0
    for key_id in list(DataKey.objects.under_other_than(current).values_list("pk", flat=True)):
        with transaction.atomic():
            keys.hold()
            row = DataKey.objects.filter(pk=key_id).under_other_than(current).first()
            if row is None:
                continue
            kept = masters.masters()
            row.wrapped, row.master_version = keys.wrap(keys.unwrap(row), str(row.pk), kept), kept.current
            row.save(update_fields=["wrapped", "master_version"])
            ledger.write("vault.rewrapped", ("datakey", row.pk), by=by)
        done += 1
        faults.point("vault.rewrapped")
    return done


def _unfinished() -> bool:
    return DataKey.objects.count() > 1


def _reseal_all(by: User | None) -> int:
    """Seal every value under the newest data key and drop the older ones."""
    with transaction.atomic():
        keys.hold()
        newest = DataKey.objects.newest_first().first()
        if newest is None:
            return 0
        if not _unfinished():
            newest, _plain = keys.make(newest.version + 1)
            ledger.write("vault.data_key_made", ("datakey", newest.pk), by=by)
    done = 0
    while moved := _reseal_some(newest):
        done += moved
        faults.point("vault.resealed")
    _drop_unused(newest, by)
    return done


@transaction.atomic
def _reseal_some(newest: DataKey) -> int:
    keys.hold()
    plain_key = keys.unwrap(newest)
    rows = list(Secret.objects.under_other_than(newest).select_related("key", "connection").order_by("pk")[:BATCH])
    for row in rows:
        value = open_row(row).reveal().encode()
        row.nonce, row.ciphertext = sealing.seal(plain_key, value, place(row.connection, row.name))
        row.key = newest
    Secret.objects.bulk_update(rows, ["nonce", "ciphertext", "key"])
    return len(rows)


@transaction.atomic
def _drop_unused(newest: DataKey, by: User | None) -> None:
    keys.hold()
    for row in DataKey.objects.exclude(pk=newest.pk).filter(secrets=None):
        ledger.write("vault.data_key_dropped", ("datakey", row.pk), by=by)
        row.delete()


@dataclass(frozen=True)
class Standing:
    """How a client's vault stands: numbers and versions, no values."""

    client: str
    secrets: int
    data_keys: int
    master_versions: list[str]
    opens: bool


def standing(client: Client) -> Standing:
    """Counts, versions, and whether everything opens with the keys at hand."""
    with client.active():
        rows = list(DataKey.objects.order_by("version"))
        opens = all(_opens(row) for row in rows)
        versions = sorted({row.master_version for row in rows})
        return Standing(client.slug, Secret.objects.count(), len(rows), versions, opens)


def _opens(row: DataKey) -> bool:
    try:
        keys.unwrap(row)
    except masters.KeyLost:
        return False
    return True
