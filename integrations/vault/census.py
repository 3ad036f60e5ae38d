"""The wrapped data keys of all clients, counted and tried across their schemas."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import connection
from psycopg import sql

from tenants.models import Client

TABLE = "integrations_datakey"
SCHEMAS_PER_QUERY = 100


@dataclass(frozen=True)
class Wrapped:
    """A client's data key as stored."""

    client_id: int
    key_id: UUID
    version: int
    wrapped: bytes
    master_version: str


def any_data_key() -> bool:
    """Has any client a sealed secret?"""
    return next(wrapped(), None) is not None


def wrapped() -> Iterator[Wrapped]:
    """Every data key of every client that has a schema; some hundred clients per query."""
    waiting = iter(_schemas())
    while some := list(islice(waiting, SCHEMAS_PER_QUERY)):
        parts = [
            sql.SQL("SELECT {client}::bigint, id, version, wrapped, master_version FROM {table}").format(
                client=sql.Literal(client_id), table=sql.Identifier(schema, TABLE)
            )
            for client_id, schema in some
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(" UNION ALL ").join(parts))
            rows = cursor.fetchall()
        for client_id, key_id, version, sealed, master in rows:
            yield Wrapped(client_id, key_id, version, bytes(sealed), master)


def _schemas() -> list[tuple[int, str]]:
    """Clients whose schema has the table; one that waits for its migration has no secrets yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = %s", [TABLE])
        having = {name for (name,) in cursor.fetchall()}
    pairs = Client.objects.order_by("pk").values_list("pk", "schema_name")
    return [(pk, schema) for pk, schema in pairs if schema in having]
