"""What a turn of the loop looks like on a terminal."""

from collections.abc import Iterator

from django.conf import settings

from automations.autonomy import render
from automations.models import Action, DecisionRecord
from sensors.models import Reading
from surfaces.local.agency import Account
from surfaces.local.loop import Turn


def turn_lines(turn: Turn) -> Iterator[str]:
    """Sensors, decisions, runs, and what waits, in this order."""
    client = turn.client
    kind = "demo data" if client.is_demo else "rehearsal" if client.is_rehearsal else "live"
    yield f"── {client.name} ({client.country}, {client.currency}, {kind})"
    yield "  sensors:"
    yield from (f"    {line}" for line in reading_lines(turn.readings))
    yield "  decisions:"
    for decision in turn.decisions:
        yield from (f"    {line}" for line in decision_lines(decision))
    for run in turn.runs:
        counts = ", ".join(f"{number} {state}" for state, number in sorted(Action.objects.of_run(run).counts().items()))
        yield f"  run {run.automation} {str(run.id)[:8]}: {run.get_state_display()}; {counts or 'no actions'}"
        yield f"    trace: {client.url(f'/runs/{run.id}/')}"
    for review in turn.waiting:
        where = public(f"/admin/approvals/{review.pk}/")
        yield f"  waits for a decision: {review.automation}, {review.effects} effects → {where}"
    yield f"  dashboard: {client.url()}"


def reading_lines(readings: list[Reading]) -> Iterator[str]:
    """One line each: status, pressure, source and why."""
    for reading in readings:
        pressure = "" if reading.pressure is None else f" {reading.pressure:.0f}"
        said = reading.reason or (f"source: {reading.source_label}" if reading.source_label else "")
        yield f"{reading.sensor:28} {reading.status.upper():8}{pressure:4} {said}"


def decision_lines(decision: DecisionRecord) -> Iterator[str]:
    """The directive, or why not, and the tree it follows from."""
    yield f"{decision.automation or 'this client'}: {render.why(decision)}"
    if decision.directive:
        yield f"  “{decision.directive}”"
    yield from (f"  {line}" for line in render.lines(decision.tree))


def account_lines(accounts: list[Account]) -> Iterator[str]:
    """Who can sign in where; a password is shown once, when it is made."""
    yield "Accounts:"
    for account in accounts:
        where = account.where if account.where.startswith("http") else public(account.where)
        secret = account.password or "password as shown at the first start (new one: manage.py changepassword)"
        yield f"  {account.email:30} {secret}   {where}   may: {account.may}"


def public(path: str) -> str:
    """An address on the agency's own host."""
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}{settings.PUBLIC_PORT}{path}"
