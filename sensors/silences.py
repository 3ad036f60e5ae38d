"""Silencing a sector for a while, planning maintenance, and ending either early."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sensors.models import Silence
from sensors.sectors import Sector
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

LONGEST = timedelta(days=31)


def in_force(now: datetime) -> dict[Sector, Silence]:
    """By sector of the active client, what holds at `now`; of several the one that ends last."""
    return {Sector(each.sector): each for each in Silence.objects.covering(now)}


@transaction.atomic
def silence(
    sector: str,
    ends_at: datetime,
    reason: str,
    *,
    by: User,
    kind: Silence.Kind = Silence.Kind.SILENCE,
    begins_at: datetime | None = None,
) -> Silence:
    """Start nothing for `sector` until `ends_at` (aware), for at most 31 days.

    Raises Refused when `by` may not, for an unknown sector, times that make no sense, or no reason.
    """
    access.require(by, context.current(), access.Verb.OPERATE)
    now = clock.now()
    begin = begins_at or now
    if sector not in Sector.values:
        raise Refused(_("There is no such sector."), code="no_such_sector")
    if not reason.strip():
        raise Refused(_("Say why, so that others know when it can end."), code="no_reason")
    if ends_at <= max(begin, now) or ends_at - begin > LONGEST:
        raise Refused(_("It must end later than it begins, and last at most 31 days."), code="bad_times")
    row = Silence.objects.create(
        kind=kind,
        sector=sector,
        begins_at=begin,
        ends_at=ends_at,
        reason=reason.strip()[:200],
        by_user_id=by.pk,
        created_at=now,
    )
    ledger.write(f"sector.{row.kind}", row, by=by)
    return row


@transaction.atomic
def end(row: Silence, *, by: User) -> bool:
    """End it now; False when it is over already. One that has not begun is taken away."""
    access.require(by, context.current(), access.Verb.OPERATE)
    now = clock.now()
    held = Silence.objects.select_for_update().filter(pk=row.pk, ends_at__gt=now).first()
    if held is None:
        return False
    ledger.write("sector.silence_ended", held, by=by)
    if held.begins_at > now:
        held.delete()
    else:
        held.ends_at = now
        held.save(update_fields=["ends_at"])
    return True
