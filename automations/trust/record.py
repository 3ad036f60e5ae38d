"""How an automation has done at the active client: its runs as trials, each good or not.

A run is a trial once it is over and either a person decided about it or it acted alone. It is
good when nothing of it was edited, unticked or rejected, nothing failed or stayed unknown, nobody
it wrote to complained, and no comparison says that it hurt. Runs nobody decided in time, or that
did nothing, say nothing.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from automations.base import Automation
from automations.models import Action, Run
from automations.tallies import OrdersSeen, tallies
from crm.models import Contact, Source, Suppression
from crm.models.history import Channel
from reviews.models import Review
from tenants import clock
from tenants.models import Client

WINDOW = timedelta(days=180)
COMPLAINT_TIME = timedelta(days=14)
"""A complaint within this time after a message is taken to be about it."""

COMPLAINT = "complaint"
Z = 1.6448536269514722
"""One-sided 95 % of the normal distribution."""

KINDS = ("edited", "rejected", "failed", "unknown", COMPLAINT, "hurt")
"""What a trial can fail by. One of any kind ends earned limits at once."""


@dataclass(frozen=True)
class Trial:
    """One run: how large it was, and by what it failed (nothing: it was good). Amounts in cents."""

    run_id: UUID
    at: datetime
    asked: bool
    people: int
    value_cents: int
    cost_cents: int
    failings: frozenset[str] = frozenset()
    failed_at: datetime | None = None

    @property
    def failing_at(self) -> datetime:
        """When what it failed by came to light: a comparison ends long after its run."""
        return self.failed_at or self.at

    @property
    def good(self) -> bool:
        return not self.failings


@dataclass(frozen=True)
class Record:
    """Counted trials since `since`; `failings` by kind, a trial may have several."""

    since: datetime
    trials: int = 0
    good: int = 0
    alone: int = 0
    failings: dict[str, int] = field(default_factory=dict)
    last_failing_at: datetime | None = None

    @property
    def lower_bound(self) -> float | None:
        """Of the share of good trials, at 95 % confidence on one side (Wilson 1927); None without any."""
        return lower_bound(self.good, self.trials) if self.trials else None

    def stored(self) -> dict[str, Any]:
        row = asdict(self) | {"lower_bound": self.lower_bound, "since": self.since.isoformat()}
        return row | {"last_failing_at": self.last_failing_at.isoformat() if self.last_failing_at else None}


def lower_bound(good: int, trials: int) -> float:
    """Wilson's lower limit of a share, one-sided 95 %; `trials` is at least 1."""
    share, z2 = good / trials, Z * Z
    middle = share + z2 / (2 * trials)
    half = Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return max(0.0, (middle - half) / (1 + z2 / trials))


def counted(trials: Iterable[Trial], since: datetime) -> Record:
    """The record of these trials."""
    found = list(trials)
    failings = {kind: number for kind in KINDS if (number := sum(kind in each.failings for each in found))}
    return Record(
        since,
        trials=len(found),
        good=sum(each.good for each in found),
        alone=sum(not each.asked for each in found),
        failings=failings,
        last_failing_at=max((each.failing_at for each in found if not each.good), default=None),
    )


def trials_of(client: Client, automation: Automation, now: datetime) -> list[Trial]:
    """The trials of the automation's present version in the window before `now`, oldest first."""
    runs = Run.objects.of(automation.slug).filter(
        version=str(automation.version),
        state__in=(Run.State.DONE, Run.State.CANCELLED),
        created_at__range=(now - WINDOW, now),
    )
    rows = list(runs.order_by("created_at", "id"))
    if not rows:
        return []
    ids = [run.pk for run in rows]
    reviews = Review.objects.of_client(client).filter(kind="run", subject_id__in=ids).select_related("decision")
    decided = {each.subject_id: each for each in reviews}
    sizes = {row["run_id"]: row for row in _sizes(ids)}
    complained, hurt = _complained_about(ids), _hurt(rows)
    found = []
    for run in rows:
        failings = set(_failings(decided.get(run.pk), sizes.get(run.pk, {})))
        failings |= {COMPLAINT} if run.pk in complained else set()
        failings |= {"hurt"} if run.pk in hurt else set()
        trial = _trial(run, decided.get(run.pk), sizes.get(run.pk, {}), frozenset(failings))
        found += [replace(trial, failed_at=hurt.get(run.pk))] if trial is not None else []
    return found


def _sizes(run_ids: list[UUID]) -> Iterable[Mapping[str, Any]]:
    """What each run did, and how large it was."""
    state = Action.State
    counts = {
        "done": Count("pk", filter=Q(state=state.DONE)),
        "edited": Count("pk", filter=~Q(edited_at=None)),
        "rejected": Count("pk", filter=Q(state=state.REJECTED)),
        "failed": Count("pk", filter=Q(state=state.FAILED)),
        "unknown": Count("pk", filter=Q(state=state.UNKNOWN)),
    }
    people = Count("contact_id", distinct=True, filter=Q(is_communication=True, state=state.DONE))
    rows = Action.objects.filter(run__in=run_ids).exclude(state=state.HELD_OUT).order_by().values("run_id")
    return rows.annotate(
        **counts,
        people=people,
        value_cents=Max("value_cents", filter=Q(state=state.DONE)),
        cost_micros=Sum("cost_micros", filter=Q(state=state.DONE)),
    )


def _failings(review: Review | None, size: Mapping[str, Any]) -> Iterable[str]:
    if review is not None and review.state == Review.State.REJECTED:
        yield "rejected"
    yield from (kind for kind in ("edited", "rejected", "failed", "unknown") if size.get(kind))


def _trial(run: Run, review: Review | None, size: Mapping[str, Any], failings: frozenset[str]) -> Trial | None:
    """None for a run that says nothing: nobody decided it, or it did nothing by itself."""
    if review is not None and review.state not in (Review.State.APPROVED, Review.State.REJECTED):
        return None
    if not failings and not size.get("done"):
        return None
    return Trial(
        run.pk,
        run.created_at,
        review is not None,
        size.get("people") or 0,
        size.get("value_cents") or 0,
        (size.get("cost_micros") or 0) // 10_000,
        failings,
    )


def _complained_about(run_ids: list[UUID]) -> set[UUID]:
    """Runs of which somebody who was written to complained soon after."""
    rows = Suppression.objects.filter(reason=COMPLAINT, channel=Channel.EMAIL).values_list("address_key", "at")
    complaints = dict(rows)
    contacts = dict(Contact.objects.filter(email_key__in=complaints).values_list("pk", "email_key"))
    written = Action.objects.filter(run__in=run_ids, is_communication=True, contact_id__in=contacts)
    sent = written.exclude(done_at=None).values_list("run_id", "contact_id", "done_at")
    return {
        run_id
        for run_id, contact_id, at in sent
        if contact_id and at and at <= complaints[contacts[contact_id]] <= at + COMPLAINT_TIME
    }


def _hurt(runs: list[Run]) -> dict[UUID, datetime]:
    """Runs that are known to have hurt, with the moment that was written to them; else now."""
    now = clock.now()
    source = Source.objects.freshest().first()
    orders = OrdersSeen(source.slug, source.last_imported_at) if source else OrdersSeen()
    found = tallies(runs, orders)
    return {run.pk: _judged_at(run) or now for run in runs if found[run.pk].outcome.state == "hurt"}


def _judged_at(run: Run) -> datetime | None:
    effect = run.effect or {}
    return datetime.fromisoformat(effect["judged_at"]) if effect.get("state") == "hurt" else None
