"""Testing connections for real, and remembering their last calls."""

from dataclasses import replace
from datetime import timedelta

import structlog
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from integrations import registry
from integrations.connections import agency, binding, changing, reading
from integrations.http import calls
from integrations.models import Call, Connection, Secret
from tenants import clock, context
from tenants.errors import Refused, Temporary

log = structlog.get_logger(__name__)

KEPT_CALLS = 200
SWEEP_EVERY = 20
RETEST = timedelta(hours=6)
"""How often a connection is tested by itself; well within `reading.FRESH`, so that a missed turn does no harm."""


def test(slug: str) -> reading.Status:
    """Make the connector's cheapest honest call; the state says what came of it.

    A service that cannot be reached changes nothing: nobody knows more than before, and the
    sentence says so. Raises Refused `unknown_connector`.
    """
    found = reading.status(slug)
    if found.state == Connection.State.MISSING:
        return found
    if found.by_agency:
        return agency.at_agency(lambda: test(slug)) or found
    row = Connection.objects.get(connector=slug)
    values = _values(row)
    try:
        binding.bound_to(row, why="probe").probe()
    except Temporary as problem:
        sentence = _("%(sentence)s Nothing new is known about the credentials; test again later.")
        return replace(reading.status(slug), sentence=sentence % {"sentence": problem.sentence})
    except Refused as problem:
        _record(row, values, Connection.State.BROKEN, problem.code)
    else:
        _record(row, values, Connection.State.CONNECTED)
    return reading.status(slug)


def test_due() -> int:
    """Test every connection whose last test is older than `RETEST`; how many were tested."""
    before, done = clock.now() - RETEST, 0
    known = {manifest.slug for manifest in registry.all()}
    for row in Connection.objects.exclude(state=Connection.State.MISSING).filter(connector__in=known):
        if row.checked_at is None or row.checked_at < before:
            test(row.connector)
            done += 1
    return done


def _values(row: Connection) -> tuple[object, ...]:
    """What tells whether the tested values are still the present ones; renewed tokens are no others."""
    spec = registry.get(row.connector).oauth
    tokens = (spec.access_name, spec.refresh_name) if spec else ()
    rows = Secret.objects.filter(connection=row).exclude(name__in=tokens if row.expires_at else ())
    return (row.config, *rows.order_by("name").values_list("name", "changed_at"))


@transaction.atomic
def _record(row: Connection, tested: tuple[object, ...], state: Connection.State, code: str = "") -> None:
    """Unless somebody changed or removed the values while the test was on its way."""
    row = changing.row_of(row.connector)
    if _values(row) != tested:
        return
    row.checked_at = clock.now()
    row.save(update_fields=["checked_at"])
    if not changing.move(row, state, code=code):
        changing.show(row)


@calls.listen
def remember(record: calls.Record) -> None:
    """Keep a connection's last calls; one that is not let in any more is broken."""
    if record.connection_id is None or context.current_or_none() is None:
        return
    try:
        with transaction.atomic():
            _remember(record)
    except DatabaseError:
        # The call itself succeeded or failed for its own reasons: that is what its caller must hear.
        log.warning("call_not_remembered", connector=record.connector)


def _remember(record: calls.Record) -> None:
    row = Connection.objects.filter(pk=int(record.connection_id or 0)).first()
    if row is None:
        return
    outcome = record.code or record.outcome
    made = Call.objects.create(
        connection=row,
        method=record.method[:120],
        outcome=outcome[:60],
        latency_ms=record.latency_ms,
        at=clock.now(),
    )
    if record.code == "not_authorised" and row.state in (Connection.State.CONNECTED, Connection.State.CONFIGURED):
        changing.move(row, Connection.State.BROKEN, code=record.code)
    if made.pk % SWEEP_EVERY == 0:
        kept = Call.objects.filter(connection=row).newest_first().values("pk")[:KEPT_CALLS]
        Call.objects.filter(connection=row).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
