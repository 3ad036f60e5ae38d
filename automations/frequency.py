"""How often one contact may be written to, by all automations together."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from automations.models import Action

GAP = timedelta(hours=48)
WINDOW = timedelta(days=14)
MOST = 3
"""At most three messages in fourteen days, at least two days apart."""

PATIENCE = timedelta(days=7)
"""A message that cannot leave for so long after its time has lost its point and is skipped."""


def free_at(earlier: Sequence[datetime], at: datetime) -> datetime:
    """The first moment from `at` on when one more message is allowed after the `earlier` ones."""
    moment = at
    for sent in sorted(earlier):
        if sent > moment - GAP:
            moment = max(moment, sent + GAP)
    recent = sorted(sent for sent in earlier if sent > moment - WINDOW)
    if len(recent) >= MOST:
        moment = max(moment, recent[-MOST] + WINDOW)
    return moment


def sent_to(contact_ids: Iterable[int], *, since: datetime) -> dict[int, list[datetime]]:
    """When messages left, or may have left, for each contact; in one query."""
    rows = Action.objects.filter(contact_id__in=list(contact_ids), is_communication=True, state__in=Action.LEFT)
    found: dict[int, list[datetime]] = {}
    for contact_id, at in rows.filter(done_at__gt=since).values_list("contact_id", "done_at"):
        if contact_id is not None and at is not None:
            found.setdefault(contact_id, []).append(at)
    return found
