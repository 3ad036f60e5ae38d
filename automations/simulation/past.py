"""The past as a simulation has it: what really happened before it began, then only what it did itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from automations import frequency
from automations.actions.tag_contact import TagContact
from automations.context import Context
from automations.models import Action
from automations.plan import PlannedAction
from automations.policy import DAY, DayUse


@dataclass
class Past:
    """What was done so far, in memory. What was really planned from `start` on did not happen here."""

    start: datetime
    keys: set[str] = field(default_factory=set)
    sent: dict[int, list[datetime]] = field(default_factory=dict)
    tags: dict[int, set[str]] = field(default_factory=dict)
    released: list[tuple[datetime, int, int]] = field(default_factory=list)

    def planned(self, action: PlannedAction, now: datetime) -> None:
        """Remember one action of a plan as if it had been approved at once."""
        self.keys.add(action.key)
        if action.held_out:
            return
        reached = action.contact_id if action.wish.is_communication and action.contact_id else 0
        self.released.append((now, reached, action.cost_micros))
        if isinstance(action.wish, TagContact) and action.contact_id:
            kept = self.tags.setdefault(action.contact_id, set()) - set(action.wish.instead_of)
            self.tags[action.contact_id] = kept | {action.wish.tag}

    def left(self, contact_id: int, at: datetime) -> None:
        """Remember that a message left."""
        self.sent.setdefault(contact_id, []).append(at)

    def day_use(self, now: datetime) -> DayUse:
        """Whom the automation was let reach, and for how much, since this time yesterday."""
        lately = [each for each in self.released if each[0] > now - DAY]
        return DayUse(
            frozenset(person for _at, person, _cost in lately if person), sum(cost for _a, _p, cost in lately)
        )


@dataclass(frozen=True)
class AsItWas(Context):
    """A context of a past day. Tags have no history, so only those the simulation set are seen."""

    past: Past

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        wanted = list(keys)
        before = Action.objects.filter(run__created_at__lt=self.past.start)
        return before.keys_known(wanted) | self.past.keys.intersection(wanted)

    def sent_to(self, contact_ids: Iterable[int]) -> dict[int, list[datetime]]:
        ids, since = list(contact_ids), self.now - frequency.WINDOW
        found: dict[int, list[datetime]] = {}
        if since < self.past.start:
            really = frequency.sent_to(ids, since=since)
            found = {each: [at for at in times if at < self.past.start] for each, times in really.items()}
        for contact_id in ids:
            own = [at for at in self.past.sent.get(contact_id, []) if since < at <= self.now]
            if own:
                found[contact_id] = [*found.get(contact_id, []), *own]
        return found

    def selected(self, segment: dict[str, Any]) -> list[int]:
        if "tag" not in segment:
            return super().selected(segment)
        wearing = [each for each, tags in self.past.tags.items() if segment["tag"] in tags]
        return super().selected({"contacts": wearing})
