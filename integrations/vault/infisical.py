"""Values kept in Infisical: one folder per client (`/<short name>`), names as in the manifests.

What was fetched lies sealed in our own tables too. So a value is asked for once in a while, names
are known without a call, and while Infisical does not answer the last good value stands in, for
`VAULT_LAST_GOOD_S` seconds at most. The way in is in the environment: `INFISICAL_CLIENT_ID`,
`INFISICAL_CLIENT_SECRET`, `INFISICAL_PROJECT_ID`, `INFISICAL_ENVIRONMENT` (prod).
"""

import os
from collections.abc import Mapping
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integrations import hooks, registry
from integrations.connections import changing, reading
from integrations.errors import Problem, Refused, Temporary
from integrations.manifest import Manifest
from integrations.models import Connection, Secret
from integrations.vault import backends, memory, store
from integrations.vault.sensitive import Sensitive
from tenants import clock, context, ledger

log = structlog.get_logger(__name__)

ASK_EVERY = timedelta(minutes=5)
NAMES = ("INFISICAL_CLIENT_ID", "INFISICAL_CLIENT_SECRET", "INFISICAL_PROJECT_ID", "INFISICAL_ENVIRONMENT")


class Infisical(backends.BuiltIn):
    """Our own tables as a copy of Infisical; what was entered here and is not there stays as it is."""

    def fetch(self, connection: Connection, name: str) -> Sensitive[str]:
        row = Secret.objects.named(connection, name).first()
        if row is not None and (row.fetched_at is None or clock.now() - row.fetched_at < ASK_EVERY):
            return super().fetch(connection, name)
        try:
            pull()
        except Problem as problem:
            self._stand_in(row, name, problem)
        return super().fetch(connection, name)

    def _stand_in(self, row: Secret | None, name: str, problem: Problem) -> None:
        """Let the last good value count while it is young enough. Raises Temporary otherwise."""
        age = clock.now() - row.fetched_at if row and row.fetched_at else None
        if age is None or age > timedelta(seconds=settings.VAULT_LAST_GOOD_S):
            sentence = _("Infisical does not answer, and no value of %(name)s is young enough to stand in.")
            raise Temporary(sentence % {"name": name}, code="vault_away") from None
        log.warning("vault_last_good", secret=name, age_s=round(age.total_seconds()), code=problem.code)


def backend() -> Infisical:
    return Infisical()


def pull() -> int:
    """Bring the active client's connections in line with its folder; how many values changed.

    Raises Temporary, Refused or Unknown when Infisical cannot be read; then nothing is touched.
    """
    given = {name: os.environ.get(name, "") for name in NAMES}
    given["INFISICAL_ENVIRONMENT"] = given["INFISICAL_ENVIRONMENT"] or "prod"
    found: Mapping[str, str] = registry.bind("infisical", given).secrets(f"/{context.current().slug}")
    return sum(_accepted(manifest, found) for manifest in registry.all())


def _accepted(manifest: Manifest, found: Mapping[str, str]) -> int:
    """One service whose values cannot work does not hold up the others."""
    try:
        return _take_over(manifest, found)
    except Refused as problem:
        log.warning("pulled_values_refused", connector=manifest.slug, code=problem.code)
        return 0


@transaction.atomic
def _take_over(manifest: Manifest, found: Mapping[str, str]) -> int:
    secret = changing.secret_names(manifest)
    names = {credential.name for credential in changing.fields(manifest)} | secret
    given = {name: found[name] for name in sorted(names) if found.get(name)}
    row = Connection.objects.to(manifest.slug).first()
    if row is None and not any(credential.name in given for credential in manifest.credentials):
        return 0
    row = changing.row_of(manifest.slug)
    signing = hooks.signing_names(manifest.slug)
    sealed = {name: Sensitive(value) for name, value in given.items() if name in secret}
    changed = sum(_keep(row, name, value, signing=name in signing) for name, value in sealed.items())
    changed += _drop(row, secret - set(given))
    plain = {name: changing.checked(manifest, name, value) for name, value in given.items() if name not in secret}
    if any(row.config.get(name) != value for name, value in plain.items()):
        row.config.update(plain)
        row.save(update_fields=["config"])
        changed += 1
    if changed:
        _note(manifest, row)
    return changed


def _keep(row: Connection, name: str, value: Sensitive[str], *, signing: bool) -> bool:
    """Seal what is new; of what is known note that it was confirmed. What was renewed here is newer than there."""
    if (before := _sealed(row, name + store.PULLED)) is not None:
        if store.open_row(before) == value:
            return False
        before.delete()
    kept = _sealed(row, name)
    if kept is not None and store.open_row(kept) == value:
        Secret.objects.filter(pk=kept.pk).update(fetched_at=clock.now())
        return False
    if signing:
        store.keep_previous(row, name)
    store.write(row, name, value, fetched=True)
    ledger.write("secret.pulled", store.subject(row, name))
    return True


def _sealed(row: Connection, name: str) -> Secret | None:
    return Secret.objects.named(row, name).select_related("key", "connection").first()


def _drop(row: Connection, absent: set[str] | frozenset[str]) -> int:
    """What came from there and is there no more is here no more either."""
    mine = Secret.objects.filter(connection=row)
    beside = mine.filter(name__in=[name + store.PULLED for name in absent]).values_list("name", flat=True)
    replaced = {*beside, *(name.removesuffix(store.PULLED) for name in beside)}
    gone = mine.filter(Q(name__in=absent, fetched_at__isnull=False) | Q(name__in=replaced))
    for name in gone.values_list("name", flat=True):
        ledger.write("secret.deleted", store.subject(row, name))
    removed, _by_model = gone.delete()
    if removed:
        transaction.on_commit(memory.changed)
    return removed


def _note(manifest: Manifest, row: Connection) -> None:
    row.checked_at = None
    row.save(update_fields=["checked_at"])
    complete = not reading.missing_names(manifest, row)
    changing.move(row, Connection.State.CONFIGURED if complete else Connection.State.MISSING)
