"""Bringing schemas up to date: the shared one first, then each client's, failures noted, never stopping."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tenants import context
from tenants.models import Client
from tenants.postgresql.base import schema


@dataclass(frozen=True)
class Migrated:
    """What became of one schema; `error` is '' when it is up to date."""

    schema: str
    error: str


def known() -> set[tuple[str, str]]:
    """Every (app, migration) on disk."""
    return set(MigrationLoader(None).disk_migrations)


def pending(name: str, on_disk: set[tuple[str, str]]) -> bool:
    """True when some migration has not been applied to the schema `name`."""
    with schema(name, with_public=False):
        return bool(on_disk - set(MigrationRecorder(connection).applied_migrations()))


def migrate_schema(name: str, *, verbosity: int = 0) -> None:
    """Apply what is missing to one schema. The schema exists; errors are Django's."""
    with schema(name, with_public=False):
        MigrationRecorder(connection).ensure_schema()  # or the shared table of the same name would be found
    with schema(name):
        command = DjangoMigrate(stdout=sys.stdout, stderr=sys.stderr)
        options = command.create_parser("manage.py", "migrate").parse_args([])
        command.execute(**{**vars(options), "verbosity": verbosity, "interactive": False, "skip_checks": True})


def migrate_all(*, verbosity: int = 0) -> Iterator[Migrated]:
    """Migrate the shared schema, then every client's; one that fails does not hold up the others.

    A failure of the shared schema is raised: nothing may run on top of it.
    """
    migrate_schema(context.PUBLIC, verbosity=verbosity)
    yield Migrated(context.PUBLIC, "")
    on_disk = known()
    names = Client.objects.exclude(state=Client.State.PROVISIONING).values_list("schema_name", flat=True)
    for name in list(names):
        try:
            if pending(name, on_disk):
                migrate_schema(name, verbosity=verbosity)
        except Exception as error:
            yield Migrated(name, f"{type(error).__name__}: {error}")
        else:
            yield Migrated(name, "")
