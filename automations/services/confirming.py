"""Confirming what a dry run showed: one run, however often and by however many it is confirmed."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

import events
from automations.directives import summary
from automations.directives.conclusion import Conclusion, conclude
from automations.directives.wish import Wish
from automations.models import DirectiveSession, Run
from automations.models.directive import GOOD_FOR
from automations.services import directing
from automations.services.starting import start_run
from sensors import services as sensing
from tenants import clock, context, faults, ledger
from tenants.errors import Refused, Temporary
from tenants.models import User

State = DirectiveSession.State
SAFETY = timedelta(minutes=2)
"""After this, a job starts the run that was confirmed, if the confirming process has not."""


def confirm(session: DirectiveSession, *, by: User | None, seen: datetime | None = None) -> DirectiveSession:
    """Start the run that was shown; what is risky in it still waits for a review. Again changes nothing.

    The critic and the dry run are made once more. Raises Refused when `by` may not, when there is
    nothing to confirm, when it is too old, and when more would happen now than was shown (which is then shown).
    `seen` is when the dry run was planned that `by` has before them: another one since then counts as changed.
    """
    directing.may(by, session.door)
    current = DirectiveSession.objects.get(pk=session.pk)
    if current.state == State.STARTED:
        return current
    now = clock.now()
    _confirmable(current, now)
    if seen is not None and seen != current.planned_at:
        raise _changed()
    with translation.override(current.language):
        found = conclude(current.words, Wish.read(current.wish), current.given, client=context.current(), by=by)
    if found.state != State.READY:
        directing.keep(current, found, was=State.READY)
        return current
    if summary.grew(current.plan or {}, found.plan or {}):
        directing.keep(current, found, was=State.READY)
        raise _changed()
    if _claim(current, by):
        faults.point("directive.confirmed")
        with suppress(Temporary):  # the job that was left for a crash tries again
            start(current.pk, by)
    current.refresh_from_db()
    return current


def _changed() -> Refused:
    return Refused(
        _("More would happen now than was shown. Look at the new dry run, then confirm again."), code="changed"
    )


def start(session_id: UUID, by: User | None) -> None:
    """Start what was confirmed; again, after a crash, changes nothing. What refuses is said on the session."""
    session = DirectiveSession.objects.filter(pk=session_id, state=State.STARTED).first()
    if session is None or session.plan is None:
        return
    try:
        if "sensor" in session.plan:
            _read(session)
        elif not Run.objects.filter(pk__in=[session.run_id]).exists():
            start_run(
                session.automation,
                session.plan["params"],
                trigger="manual",
                by=by,
                trace_id=session.trace_id,
                run_id=session.run_id,
            )
    except Refused as problem:
        DirectiveSession.objects.filter(pk=session.pk).update(run_id=None)
        wish = Wish.read(session.wish)
        found = Conclusion(State.REFUSED, wish, session.automation, session.plan, problem.code, problem.sentence)
        directing.keep(session, found, was=State.STARTED)


def _read(session: DirectiveSession) -> None:
    if session.reading_id is None:
        found = sensing.read(session.automation, trace_id=session.trace_id)
        DirectiveSession.objects.filter(pk=session.pk).update(reading_id=found.pk)


def _confirmable(session: DirectiveSession, now: datetime) -> None:
    if session.state != State.READY:
        raise Refused(_("There is nothing to confirm. Look at the directive again."), code="over")
    if session.planned_at is None or now - session.planned_at > GOOD_FOR:
        raise Refused(_("This dry run is too old. Give the directive again."), code="outdated")


@transaction.atomic
def _claim(session: DirectiveSession, by: User | None) -> bool:
    """Whoever comes first takes it; committed before the run is planned, which may take long and call a network."""
    held = DirectiveSession.objects.select_for_update().get(pk=session.pk)
    if held.state == State.STARTED:
        return False
    if held.state != State.READY or held.planned_at != session.planned_at:
        raise Refused(_("There is nothing to confirm. Look at the directive again."), code="over")
    held.state = State.STARTED
    held.run_id = None if "sensor" in (held.plan or {}) else uuid4()
    by_id = by.pk if by else None
    held.stage("confirmed", clock.now(), by=by_id, run_id=str(held.run_id) if held.run_id else None)
    held.save(update_fields=["state", "run_id", "stages"])
    ledger.write("directive.confirmed", held, by=by)
    args = {"session_id": str(held.pk), "by": by_id or 0}
    events.enqueue("automations.directive_start", args, due_at=clock.now() + SAFETY, key=f"directive:{held.pk}:start")
    return True
