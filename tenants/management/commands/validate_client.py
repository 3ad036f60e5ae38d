"""`manage.py validate_client SLUG`: is this client set up? Exit code 0 only if nothing is wrong."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.locality import place_problems
from tenants.markets import LIMITS
from tenants.models import Client
from tenants.provisioning import pending, schema_exists
from tenants.provisioning.migrating import known


class Command(BaseCommand):
    help = "Check a client's set-up and say what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def handle(self, *args: Any, **options: Any) -> None:
        client = Client.objects.filter(slug=options["slug"]).first()
        if client is None:
            raise CommandError(f"No client “{options['slug']}”. Create it with create_client.")
        wrong = 0
        for good, sentence in findings(client):
            self.stdout.write(f"{'ok  ' if good else 'FAIL'} {sentence}")
            wrong += not good
        if wrong:
            raise CommandError(f"{client.slug}: {wrong} things to mend.")


def findings(client: Client) -> Iterator[tuple[bool, str]]:
    """(is it right, the sentence) for each thing that must hold."""
    yield client.state == Client.State.ACTIVE, f"state is {client.state}"
    exists = schema_exists(client.schema_name)
    yield exists, f"schema {client.schema_name} {'exists' if exists else 'is missing: restore it from a backup'}"
    if exists:
        behind = pending(client.schema_name, known())
        yield not behind, f"migrations {'are missing: run migrate' if behind else 'are applied'}"
    for problem in place_problems(client.timezone, client.language):
        yield False, problem.sentence
    limited = client.currency in LIMITS
    yield (
        True,
        f"limits for {client.currency}: {'from the table' if limited else 'none in the table, so every action asks'}",
    )
    owners = client.members.filter(role="owner", user__is_active=True).count()
    yield True, f"{owners} owners" + ("" if owners else ": nobody of the firm can sign in yet")
