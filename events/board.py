"""Writing the board: one statement, the newest wins."""

from datetime import datetime

from django.db import connection

from tenants import context
from tenants.models import Client

_PUT = """
INSERT INTO events_board (client_id, kind, key, state, number, at, stale_at) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (kind, client_id, key) DO UPDATE
   SET state = EXCLUDED.state, number = EXCLUDED.number, at = EXCLUDED.at, stale_at = EXCLUDED.stale_at
 WHERE events_board.at <= EXCLUDED.at
"""


def put(
    kind: str, key: str, *, state: str = "", number: float | None = None, at: datetime, stale_at: datetime | None = None
) -> None:
    """Show the current client's newest `kind`/`key`; an older figure never covers a newer one."""
    put_for(context.current(), kind, key, state=state, number=number, at=at, stale_at=stale_at)


def put_for(
    client: Client | None,
    kind: str,
    key: str,
    *,
    state: str = "",
    number: float | None = None,
    at: datetime,
    stale_at: datetime | None = None,
) -> None:
    """The same for a named client, or for the platform."""
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [client.pk if client else None, kind, key, state, number, at, stale_at])
