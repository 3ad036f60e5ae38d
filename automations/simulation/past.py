"""The past as a simulation has it: what really happened before it began, then only what it did itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from automations import frequency
from automations.actions.tag_contact import TagContact
from automations.context import Context
from automations.models import Action
from automations.plan import PlannedAction
from automations.policy import DayUse
from automations.room import DAY

if TYPE_CHECKING:
    from learning.science.fits import Fits


@dataclass
class Effect:
    """One planned effect: when it is due next or, once it has left, when it did."""

    action: PlannedAction
    planned_at: datetime
    at: datetime
    left: bool = False

    @property
    def person(self) -> int:
        """Whom its message is for; 0 where it is no message."""
        return self.action.contact_id or 0 if self.action.wish.is_communication else 0


@dataclass
class Past:
    """What was done so far, in memory. What was really planned from `start` on did not happen here."""

    start: datetime
    keys: set[str] = field(default_factory=set)
    tags: dict[int, set[str]] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    sent: dict[int, list[Effect]] = field(default_factory=dict)
    fits: "Fits | None" = None
    _known_before: dict[str, bool] = field(default_factory=dict)

    def planned(self, action: PlannedAction, now: datetime) -> None:
        """Remember one action of a plan as if it had been approved at once."""
        if action.dropped:
            return
        self.keys.add(action.key)
        if action.held_out:
            return
        effect = Effect(action, now, action.due_at)
        if not effect.person:
            effect.at, effect.left = now, True
        self.effects.append(effect)
        if isinstance(action.wish, TagContact) and action.contact_id:
            kept = self.tags.setdefault(action.contact_id, set()) - set(action.wish.instead_of)
            self.tags[action.contact_id] = kept | {action.wish.tag}

    @property
    def to_come(self) -> list[Effect]:
        return [each for each in self.effects if not each.left]

    def has_left(self, effect: Effect) -> None:
        """Remember that a message left when it was due."""
        effect.left = True
        self.sent.setdefault(effect.person, []).append(effect)

    def dropped(self, effect: Effect) -> None:
        """Remember that it will not leave."""
        self.effects.remove(effect)

    def day_use(self, now: datetime) -> DayUse:
        """Whom the automation reached or was let reach, and for how much: as `policy.day_use` counts it."""
        self.effects = [each for each in self.effects if not each.left or max(each.at, each.planned_at) > now - DAY]
        lately = [each for each in self.effects if each.left or each.planned_at > now - DAY or each.at <= now + DAY]
        people = frozenset(each.person for each in lately if each.person)
        return DayUse(people, sum(each.action.cost_micros for each in lately))

    def known_before(self, keys: Iterable[str]) -> set[str]:
        """Those that were really planned before the first day; nothing changes that, so each is asked for once."""
        wanted = list(keys)
        unasked = [key for key in wanted if key not in self._known_before]
        if unasked:
            known = Action.objects.filter(run__created_at__lt=self.start).keys_known(unasked)
            self._known_before |= {key: key in known for key in unasked}
        return {key for key in wanted if self._known_before[key]}


@dataclass(frozen=True)
class AsItWas(Context):
    """A context of a past day. Tags have no history, so only those the simulation set are seen."""

    past: Past

    @property
    def fits(self) -> "Fits | None":
        """Fits of the days before: the same purchases give the same one."""
        return self.past.fits

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        wanted = list(keys)
        return self.past.known_before(wanted) | self.past.keys.intersection(wanted)

    def sent_to(self, contact_ids: Iterable[int]) -> dict[int, list[datetime]]:
        ids, since = list(contact_ids), self.now - frequency.WINDOW
        found: dict[int, list[datetime]] = {}
        if since < self.past.start:
            really = frequency.sent_to(ids, since=since)
            found = {each: [at for at in times if at < self.past.start] for each, times in really.items()}
        for contact_id in ids:
            own = [each.at for each in self.past.sent.get(contact_id, []) if since < each.at <= self.now]
            if own:
                found[contact_id] = [*found.get(contact_id, []), *own]
        return found

    def selected(self, segment: dict[str, Any]) -> list[int]:
        if "tag" not in segment:
            return super().selected(segment)
        wearing = [each for each, tags in self.past.tags.items() if segment["tag"] in tags]
        return super().selected({"contacts": wearing})
