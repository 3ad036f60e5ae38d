"""Renewing tokens before they end; one process at a time per connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.db import connection as database
from django.utils.translation import gettext_lazy as _

from integrations import registry, vault
from integrations.connections import changing
from integrations.errors import Refused, Temporary, Unknown
from integrations.models import Connection
from integrations.oauth import application, tokens
from tenants import clock, context

log = structlog.get_logger(__name__)

BEFORE = timedelta(minutes=5)
AHEAD = timedelta(minutes=15)
"""How long before its end a token is renewed by whoever needs it, and by the regular job."""


def freshen(row: Connection, *, before: timedelta = BEFORE) -> bool:
    """Renew the connection's tokens if they end soon; True when they were renewed here.

    Raises Refused `invalid_grant` (the connection is broken from then on), or Temporary when the
    token has ended and the service cannot be asked now.
    """
    if not _due(row, before):
        return False
    with _alone(row):
        row.refresh_from_db()  # another process may have been first
        return _due(row, before) and _renew(row)


def freshen_due() -> int:
    """Renew all that end soon; how many. One that fails does not hold up the others."""
    done = 0
    for row in Connection.objects.expiring(clock.now() + AHEAD).exclude(state__in=("missing", "broken")):
        try:
            done += freshen(row, before=AHEAD)
        except (Refused, Temporary) as problem:
            log.warning("token_not_renewed", connector=row.connector, code=problem.code)
    return done


def _due(row: Connection, before: timedelta) -> bool:
    return row.expires_at is not None and row.expires_at <= clock.now() + before


def _renew(row: Connection) -> bool:
    manifest = registry.get(row.connector)
    spec = application.spec_of(manifest)
    if spec.refresh_name not in vault.names(row):
        return _ended(row)
    token = vault.read(row, spec.refresh_name, why="refresh")
    try:
        fresh = tokens.renew(manifest, row.config, application.application(manifest, row), token.reveal())
    except Refused as problem:
        changing.move(row, Connection.State.BROKEN, code=problem.code)
        raise
    except (Temporary, Unknown) as problem:
        # The service may have renewed it and lost the answer: the next attempt shows.
        if row.expires_at and row.expires_at > clock.now():
            return False
        raise Temporary(problem.sentence, code="not_renewed") from None
    changing.keep_tokens(row, fresh.values, fresh.expires_at, fresh.rights)
    return True


def _ended(row: Connection) -> bool:
    """Nothing to renew with: it works until its end and breaks there."""
    if row.expires_at and row.expires_at > clock.now():
        return False
    changing.move(row, Connection.State.BROKEN, code="expired")
    raise Refused(
        _("The access to %(connector)s has ended: connect it again.") % {"connector": row.connector}, code="expired"
    )


@contextmanager
def _alone(row: Connection) -> Iterator[None]:
    """Wait until no other process renews this connection. A lock of the session: no transaction is open meanwhile."""
    name = f"{context.schema()}/oauth/{row.pk}"
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        yield
    finally:
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
