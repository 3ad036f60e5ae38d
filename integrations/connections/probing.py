"""Testing connections for real, and remembering their last calls."""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.db import connection as database
from django.utils.translation import gettext as _

from integrations import registry
from integrations.connections import agency, binding, changing, fitting, reading, stamps, watching
from integrations.errors import Unknown
from integrations.http import calls
from integrations.models import Call, Connection
from tenants import clock, context
from tenants.errors import Refused, Temporary

log = structlog.get_logger(__name__)

DEAD = "not_authorised"
WORKING = (Connection.State.CONNECTED, Connection.State.CONFIGURED)
KEPT_CALLS = 200
SWEEP_EVERY = 20
# One statement, since every call waits for it.
_REMEMBER = """
INSERT INTO integrations_call (method, outcome, latency_ms, at, connection_id)
SELECT %s, %s, %s, %s, id FROM integrations_connection WHERE id = %s
RETURNING id, (SELECT state FROM integrations_connection WHERE id = connection_id)
"""
RETEST = timedelta(hours=6)
"""How often a connection is tested by itself; well within `reading.FRESH`, so that a missed turn does no harm."""


def test(slug: str) -> reading.Status:
    """Make the connector's cheapest honest call; the state says what came of it.

    A service that cannot be reached proves nothing about the credentials; only one that has not
    answered for a while is broken, until it does; so is one whose answer breaks our reading of it.
    Raises Refused `unknown_connector`.
    """
    found = reading.status(slug)
    if found.state == Connection.State.MISSING:
        return found
    if found.by_agency:
        return agency.at_agency(lambda: test(slug)) or found
    row = Connection.objects.get(connector=slug)
    tested = stamps.stamp(row, tokens=False)
    try:
        fitting.require(row.connector, binding.bound_to(row, why="probe").probe())
    except (Temporary, Unknown) as problem:
        if _is_out(row, problem.code):
            _record(row, tested, Connection.State.BROKEN, reading.UNREACHABLE)
            return reading.status(slug)
        sentence = _("%(sentence)s Nothing new is known about the credentials; test again later.")
        return replace(reading.status(slug), sentence=sentence % {"sentence": problem.sentence})
    except Refused as problem:
        _record(row, tested, Connection.State.BROKEN, problem.code)
    except DatabaseError:
        raise
    except Exception:
        # One service that answers oddly must not keep the others from being tested.
        log.exception("probe_not_understood", connector=slug)
        _record(row, tested, Connection.State.BROKEN, reading.NOT_UNDERSTOOD)
    else:
        _record(row, tested, Connection.State.CONNECTED)
    return reading.status(slug)


def test_due() -> int:
    """Test every connection whose last test is older than `RETEST`; how many were tested."""
    before, done = clock.now() - RETEST, 0
    known = {manifest.slug for manifest in registry.all()}
    for row in Connection.objects.exclude(state=Connection.State.MISSING).filter(connector__in=known):
        if row.checked_at is None or row.checked_at < before or row.unanswered_since:
            test(row.connector)
            done += 1
    return done


def look_again(connection_id: int, since: datetime, turn: int) -> bool:
    """Test a connection that did not answer, and plan the next test if it still does not; True when it answers."""
    waiting = Connection.objects.filter(pk=connection_id, unanswered_since=since)
    row = waiting.first()
    if row is None:
        return True
    test(row.connector)
    if not waiting.exists():
        return True
    watching.plan(connection_id, since, turn=turn + 1)
    return False


def _is_out(row: Connection, code: str) -> bool:
    if not watching.unanswered(code):
        return False
    watching.lost(row.pk)
    row.refresh_from_db()
    return watching.is_out(row)


@transaction.atomic
def _record(row: Connection, tested: str, state: Connection.State, code: str = "") -> None:
    """Unless somebody changed or removed the values while the test was on its way."""
    row = changing.row_of(row.connector)
    if stamps.stamp(row, tokens=False) != tested:
        return
    if state == Connection.State.CONNECTED and row.lacking:
        state, code = Connection.State.CONFIGURED, reading.RIGHTS
    row.checked_at = clock.now()
    if code != reading.UNREACHABLE:
        row.unanswered_since = None
    row.save(update_fields=["checked_at", "unanswered_since"])
    if not changing.move(row, state, code=code):
        changing.show(row)


@calls.listen
def remember(record: calls.Record) -> None:
    """Keep a connection's last calls; one that is not let in any more is broken."""
    if record.connection_id is None or context.current_or_none() is None:
        return
    try:
        if not record.by_agency:
            _remember(record)
        elif record.code == DEAD:
            agency.at_agency(lambda: _break(record))
    except DatabaseError:
        # The call itself succeeded or failed for its own reasons: that is what its caller must hear.
        log.warning("call_not_remembered", connector=record.connector)


def _remember(record: calls.Record) -> None:
    outcome, row_id = (record.code or record.outcome)[:60], int(record.connection_id or 0)
    with database.cursor() as cursor:
        cursor.execute(_REMEMBER, [record.method[:120], outcome, record.latency_ms, clock.now(), row_id])
        made = cursor.fetchone()
    if made is None:
        return
    call_id, state = made
    if record.code == DEAD and state in WORKING:
        _break(record)
    if call_id % SWEEP_EVERY == 0:
        mine = Call.objects.filter(connection_id=row_id)
        mine.exclude(pk__in=list(mine.newest_first().values_list("pk", flat=True)[:KEPT_CALLS])).delete()


def _break(record: calls.Record) -> None:
    row = Connection.objects.filter(pk=int(record.connection_id or 0), state__in=WORKING).first()
    # A late refusal of values that were replaced meanwhile says nothing about the new ones.
    if row is not None and record.stamp in ("", stamps.stamp(row)):
        changing.move(row, Connection.State.BROKEN, code=record.code)
