"""The template of a client's schema: migrated once, dumped, replayed for each new client.

Replaying takes a fraction of a second whatever the number of clients; migrating takes seconds.
Source: docs/decisions/0002-schema-template.md.
"""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tenants import clock
from tenants.embedded import ensure
from tenants.models import SchemaTemplate
from tenants.postgresql.base import schema
from tenants.provisioning.migrating import known, migrate_schema

NAME = "template_of_clients"
"""The schema while it is being dumped; the word occurs in no migration, so replacing it is safe."""

_SESSION = re.compile(r"^(SET |SELECT pg_catalog\.set_config\(|\\|--|CREATE SCHEMA |ALTER SCHEMA )")


def template() -> SchemaTemplate | None:
    """The dump for today's migrations and server, made now if need be; None without a fitting pg_dump."""
    wanted = digest()
    kept = SchemaTemplate.objects.filter(digest=wanted).first()
    if kept is not None:
        return kept
    tool = pg_dump()
    return make(wanted, tool) if tool else None


def digest() -> str:
    """Of every migration's name and text, and the server's major version."""
    from importlib import import_module

    parts = [str(server_major())]
    for app, name in sorted(known()):
        module = import_module(_module(app, name))
        parts.append(f"{app}.{name}:{hashlib.sha256(Path(str(module.__file__)).read_bytes()).hexdigest()}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _module(app: str, name: str) -> str:
    from django.db.migrations.loader import MigrationLoader

    return f"{MigrationLoader.migrations_module(app)[0]}.{name}"


def server_major() -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def pg_dump() -> str | None:
    """A pg_dump of the server's own major version, or None."""
    beside = None if os.environ.get("DATABASE_URL") else ensure(settings.EMBEDDED_DIR).binaries / "pg_dump"
    tool = str(beside) if beside and beside.exists() else shutil.which("pg_dump")
    if tool is None:
        return None
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)(\.\d+)?", said)
    return tool if found and int(found[1]) == server_major() else None


def make(wanted: str, tool: str) -> SchemaTemplate:
    """Migrate a schema from nothing, dump it, keep the dump, drop the schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [NAME])
        try:
            cursor.execute(f"DROP SCHEMA IF EXISTS {NAME} CASCADE")
            cursor.execute(f"CREATE SCHEMA {NAME}")
            with schema(NAME):
                migrate_schema(NAME)
            sql = plain(dump(tool))
            cursor.execute(f"DROP SCHEMA {NAME} CASCADE")
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [NAME])
    with transaction.atomic():
        SchemaTemplate.objects.exclude(digest=wanted).delete()
        kept, _ = SchemaTemplate.objects.get_or_create(digest=wanted, defaults={"sql": sql, "made_at": clock.now()})
    return kept


def dump(tool: str) -> str:
    """The schema's tables, rows of django_migrations and sequence positions, as plain statements."""
    params = connection.get_connection_params()
    command = [tool, "--inserts", "--no-owner", "--no-privileges", "--no-comments", f"--schema={NAME}"]
    command += ["-h", params["host"], "-p", str(params["port"]), "-U", params["user"], params["dbname"]]
    password = {"PGPASSWORD": params["password"], "PATH": os.environ.get("PATH", "")}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=password).stdout


def plain(sql: str) -> str:
    """Without what would change the replaying session, and without comments."""
    return "\n".join(line for line in sql.splitlines() if line.strip() and not _SESSION.match(line))


def replay(kept: SchemaTemplate, name: str) -> None:
    """Make the schema `name` from the dump, whole or not at all, on a connection of its own."""
    import psycopg
    from psycopg import sql

    params = connection.get_connection_params()
    fields = {key: params[key] for key in ("host", "port", "user", "password", "dbname") if params.get(key)}
    with psycopg.connect(**fields) as own, own.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        cursor.execute(kept.sql.replace(NAME, name).encode())
