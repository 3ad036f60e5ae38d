"""`manage.py migrate`: the shared schema, then every client's."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate

from tenants.provisioning import migrate_all


class Command(DjangoMigrate):
    """Migrates all schemas, reports each that failed, and leaves the others consistent.

    Django's own options (an app, a target, --plan, --check) apply to the shared schema alone.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        failed = []
        for migrated in migrate_all(verbosity=options["verbosity"]):
            if migrated.error:
                failed.append(migrated)
                self.stderr.write(f"{migrated.schema}: {migrated.error}")
        if failed:
            raise CommandError(f"{len(failed)} schemas are not up to date; mend the cause and run migrate again.")
