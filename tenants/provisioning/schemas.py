"""Making and dropping one client's schema."""

import re

from django.db import connection

from tenants.errors import Refused
from tenants.provisioning.migrating import migrate_schema
from tenants.provisioning.template import replay, template

_NAME = re.compile(r"client_[a-z0-9_]{1,50}")


def schema_exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None


def create_schema(name: str) -> None:
    """Make an empty client schema: from the template, or by migrating where no pg_dump fits the server.

    Not inside a transaction. Raises Refused for a name that is not a client's.
    """
    _check(name)
    kept = template()
    if kept is not None:
        replay(kept, name)
        return
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{name}"')
    migrate_schema(name)


def drop_schema(name: str) -> None:
    """Remove a client's schema with everything in it."""
    _check(name)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def _check(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Refused(f"{name!r} is not the name of a client's schema.", code="schema_name")
