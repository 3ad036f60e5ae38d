"""Deciding many reviews of many clients: each on its own, each with its own result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import structlog
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.models import Review
from reviews.services.deciding import approve, reject
from tenants.errors import Problem
from tenants.models import User

log = structlog.get_logger(__name__)


class Fate(StrEnum):
    DONE = "done"
    CHANGED = "changed"
    CLOSED = "closed"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class ItemResult:
    """What became of one ticked review, with a sentence for the person who ticked it."""

    review_id: UUID
    review: Review | None
    fate: Fate
    sentence: str


@dataclass(frozen=True)
class Results:
    items: list[ItemResult]

    @property
    def done(self) -> int:
        return sum(item.fate == Fate.DONE for item in self.items)

    @property
    def level(self) -> int:
        """Of Django's message levels, the one the whole deserves."""
        if self.done == len(self.items):
            return messages.SUCCESS
        return messages.WARNING if self.done else messages.ERROR

    def sentence(self) -> str:
        total = len(self.items)
        if not total:
            return _("Nothing was ticked; nothing was decided.")
        return ngettext(
            "%(done)d of %(total)d request was decided.",
            "%(done)d of %(total)d requests were decided.",
            total,
        ) % {"done": self.done, "total": total}


def approve_many(shown: Mapping[UUID, str], *, by: User, note: str = "") -> Results:
    """Approve all actions of each review, given the digest that was shown for it."""

    def one(review: Review, digest: str) -> bool:
        return approve(review, by=by, digest=digest, note=note)

    return _each(shown, one)


def reject_many(shown: Mapping[UUID, str], *, by: User, note: str = "") -> Results:
    """Reject each review, given the digest that was shown for it."""

    def one(review: Review, digest: str) -> bool:
        return reject(review, by=by, digest=digest, note=note)

    return _each(shown, one)


def _each(shown: Mapping[UUID, str], one: Callable[[Review, str], bool]) -> Results:
    found = Review.objects.select_related("client").in_bulk(list(shown))
    return Results([_result(key, found.get(key), digest, one) for key, digest in shown.items()])


def _result(key: UUID, review: Review | None, digest: str, one: Callable[[Review, str], bool]) -> ItemResult:
    if review is None:
        return ItemResult(key, None, Fate.REFUSED, _("There is no such request."))
    try:
        won = one(review, digest)
    except Problem as problem:
        return ItemResult(key, review, Fate.REFUSED, problem.sentence)
    except Exception:
        # The others were ticked too: one broken plan must not keep them from their decision.
        log.exception("review.bulk_failed", review_id=str(key), client_id=review.client_id)
        return ItemResult(key, review, Fate.FAILED, _("It could not be decided because of a fault; open it."))
    if won:
        return ItemResult(key, review, Fate.DONE, _("Decided."))
    if review.waits:
        return ItemResult(key, review, Fate.CHANGED, _("Its plan changed since it was shown; look at it again."))
    return ItemResult(key, review, Fate.CLOSED, _("It was decided before you."))
