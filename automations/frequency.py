"""How often one contact may be written to, by all automations together."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from automations.models import Action

GAP = timedelta(hours=48)
WINDOW = timedelta(days=14)
MOST = 3
"""At most three messages in fourteen days, at least two days apart."""
MOST_IN_SERIES = 5
"""What an automation may declare instead for its own messages; nobody gets more than this in fourteen days."""

PATIENCE = timedelta(days=7)
"""A message that cannot leave for so long after its time has lost its point and is skipped."""


def free_at(
    earlier: Sequence[datetime],
    at: datetime,
    *,
    own: Collection[datetime] = (),
    rhythm: timedelta = GAP,
    most: int = MOST,
) -> datetime:
    """The first moment from `at` on when one more message is allowed after the `earlier` ones.

    Between two messages of one series (`own`: the earlier ones of it) its `rhythm` counts instead of
    the usual gap. `most`: how many there may be in the window with this one, whoever sent the others;
    more than MOST counts for a series that has begun (`own`), not for its first message.
    """
    most = min(most, MOST_IN_SERIES) if own else MOST
    moment = at
    for sent in sorted(earlier):
        gap = rhythm if sent in own else GAP
        if sent > moment - gap:
            moment = max(moment, sent + gap)
    recent = sorted(sent for sent in earlier if sent > moment - WINDOW)
    if len(recent) >= most:
        moment = max(moment, recent[-most] + WINDOW)
    return moment


def sent_by(run_id: UUID, contact_id: int) -> list[datetime]:
    """When messages of one run left, or may have left, for a contact."""
    rows = Action.objects.filter(run_id=run_id, contact_id=contact_id, is_communication=True, state__in=Action.LEFT)
    return [at for at in rows.values_list("done_at", flat=True) if at is not None]


def sent_to(contact_ids: Iterable[int], *, since: datetime) -> dict[int, list[datetime]]:
    """When messages left, or may have left, for each contact; in one query."""
    rows = Action.objects.filter(contact_id__in=list(contact_ids), is_communication=True, state__in=Action.LEFT)
    found: dict[int, list[datetime]] = {}
    for contact_id, at in rows.filter(done_at__gt=since).values_list("contact_id", "done_at"):
        if contact_id is not None and at is not None:
            found.setdefault(contact_id, []).append(at)
    return found
