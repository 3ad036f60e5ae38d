"""Locks that last until the transaction ends, named within the client's schema."""

from django.db import connection

from tenants import context


def hold(name: str) -> None:
    """Wait until nobody else of this client holds `name`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{context.schema()}/{name}"])
