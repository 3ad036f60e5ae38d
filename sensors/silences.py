"""Silencing a sector for a while, planning maintenance, and ending either early."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events import board
from events.models import Board
from sensors.models import Silence
from sensors.sectors import Sector
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

LONGEST = timedelta(days=31)
BOARD_KIND = "silence"
"""On the board for pages across clients: from `at` to `number` (seconds since 1970), one entry for each."""


def in_force(now: datetime) -> dict[Sector, Silence]:
    """By sector of the active client, what holds at `now`; of several the one that ends last."""
    return {Sector(each.sector): each for each in Silence.objects.covering(now)}


def across_clients(now: datetime) -> dict[tuple[int, Sector], Silence.Kind]:
    """By client id and sector, what holds at `now`; one query for all clients."""
    rows = Board.objects.of_kind(BOARD_KIND).filter(at__lte=now, number__gt=now.timestamp()).order_by("number")
    return {
        (client, Sector(key.partition(":")[0])): Silence.Kind(kind)
        for client, key, kind in rows.values_list("client_id", "key", "state")
        if client is not None
    }


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
    _show(row, row.begins_at, now)
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
    ended = max(held.begins_at, now)
    held.ends_at = ended
    _show(held, ended, now)
    if held.begins_at > now:
        held.delete()
    else:
        held.save(update_fields=["ends_at"])
    return True


def _show(row: Silence, at: datetime, now: datetime) -> None:
    """Put it on the board as it is since `at`; what is over leaves the board."""
    over = Board.objects.of_client(context.current()).of_kind(BOARD_KIND).filter(number__lt=now.timestamp())
    over.delete()
    number = row.ends_at.timestamp()
    board.put(BOARD_KIND, f"{row.sector}:{row.pk}", state=row.kind, number=number, at=at)
