"""Conditions that are checked again just before an action; one that fails skips the action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.mirror import Mirror

# A shop that imports its orders by file does so weekly; older than this, nobody knows who bought.
ORDERS_MAX_AGE = timedelta(days=7)


@dataclass(frozen=True)
class Guard:
    """A named condition with what it needs, stored with the action and covered by its digest."""

    name: str
    at: datetime | None = None

    def stored(self) -> dict[str, Any]:
        return {"name": self.name} | ({"at": self.at.isoformat()} if self.at else {})


@dataclass(frozen=True)
class GuardKind:
    """`check` gives the reason's code when the action must not happen, "" when it may."""

    name: str
    label: str | Promise
    check: Callable[[Mirror, int | None, dict[str, Any]], str]


def _has_not_bought_since(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    if contact_id is None:
        return "contact_gone"
    if mirror.bought_since(contact_id, datetime.fromisoformat(stored["at"])):
        return "bought_meanwhile"
    source = mirror.source()
    imported = source.last_imported_at if source else None
    fresh = imported is not None and mirror.as_of - imported <= ORDERS_MAX_AGE
    return "" if fresh else "orders_stale"


KINDS = {
    each.name: each
    for each in (GuardKind("has_not_bought_since", _("has not bought in the meantime"), _has_not_bought_since),)
}


def has_not_bought_since(at: datetime) -> Guard:
    return Guard("has_not_bought_since", at)


def first_failing(mirror: Mirror, contact_id: int | None, guards: list[dict[str, Any]]) -> str:
    """The code of the first guard that says no; "" when all say yes."""
    for stored in guards:
        if code := KINDS[stored["name"]].check(mirror, contact_id, stored):
            return code
    return ""


def labels(guards: list[dict[str, Any]]) -> list[str]:
    """The guards in words."""
    return [str(KINDS[stored["name"]].label) for stored in guards]
