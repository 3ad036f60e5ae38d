"""Asking for a simulation, and the job that makes it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

import events
from automations import registry
from automations.base import Automation
from automations.models import Simulation
from automations.services.starting import checked_params
from automations.simulation import Report, moments, replay
from crm.mirror import Mirror
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

LONGEST_DAYS = 366
AT_ONCE = 2
TELL_EVERY_DAYS = 5


def simulate(slug: str, first: date, last: date, params: Mapping[str, Any] | None = None, **options: Any) -> Report:
    """Replay now, in this process, storing nothing; raises Refused for what cannot be replayed."""
    automation, cleaned = _checked(slug, first, last, params)
    return replay(automation, cleaned, first, last, **options)


@transaction.atomic
def request_simulation(
    slug: str, first: date, last: date, params: Mapping[str, Any] | None = None, *, by: User
) -> Simulation:
    """Leave a simulation to a job; raises Refused when `by` may not, or when two are under way."""
    access.require(by, context.current(), access.Verb.OPERATE)
    _automation, cleaned = _checked(slug, first, last, params)
    if Simulation.objects.under_way().count() >= AT_ONCE:
        raise Refused(_("Two simulations are under way. Wait until one of them is done."), code="busy")
    Simulation.objects.superfluous().delete()
    found = Simulation.objects.create(
        automation=slug, params=cleaned, first=first, last=last, requested_by_id=by.pk, created_at=clock.now()
    )
    ledger.write("simulation.requested", found, by=by)
    events.enqueue("automations.simulate", {"simulation_id": str(found.pk)}, key=f"simulate:{found.pk}")
    return found


def run_simulation(simulation_id: UUID, *, alive: Callable[[], None] = lambda: None) -> None:
    """Make the simulation and keep what it found; one that is made already is left alone.

    `alive` is called between the days, so that the caller can say that it still works.
    """
    found = Simulation.objects.under_way().filter(pk=simulation_id).first()
    if found is None:
        return
    row = Simulation.objects.filter(pk=found.pk)
    row.update(state=Simulation.State.RUNNING, days_done=0)

    def progress(done: int) -> None:
        if done % TELL_EVERY_DAYS == 0:
            row.update(days_done=done)
            alive()

    try:
        report = simulate(found.automation, found.first, found.last, found.params, progress=progress)
    except Refused as problem:
        fail(found.pk, problem.sentence)
        return
    row.update(state=Simulation.State.DONE, result=report.stored(), days_done=found.days, finished_at=clock.now())


def fail(simulation_id: UUID, sentence: str) -> None:
    """Say why there will be no result."""
    unfinished = Simulation.objects.under_way().filter(pk=simulation_id)
    unfinished.update(state=Simulation.State.FAILED, reason=sentence, finished_at=clock.now())


def _checked(slug: str, first: date, last: date, params: Mapping[str, Any] | None) -> tuple[Automation, dict[str, Any]]:
    client, now = context.current(), clock.now()
    automation = registry.get_for(client, slug)
    moments.chain(automation)
    _check_days(first, last, today=now.astimezone(client.zone).date())
    oldest = Mirror(now).orders.order_by("happened_at").values_list("happened_at", flat=True).first()
    if oldest is None or oldest.astimezone(client.zone).date() > last:
        raise Refused(_("No orders are known from before the last day, so there is nothing to replay."), code="no_past")
    return automation, checked_params(automation, params)


def _check_days(first: date, last: date, *, today: date) -> None:
    if last < first:
        raise Refused(_("The last day lies before the first."), code="simulation_days")
    if last > today:
        raise Refused(
            _("The last day lies in the future. The past can be replayed, up to today."), code="simulation_days"
        )
    if (last - first).days >= LONGEST_DAYS:
        raise Refused(
            _("At most %(days)d days can be replayed at once.") % {"days": LONGEST_DAYS}, code="simulation_days"
        )
