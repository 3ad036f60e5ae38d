"""A kind of review of our own: its stored plan is a dictionary, its effects are ledger entries."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

import reviews
from reviews import kinds
from reviews.models import Decision, Review
from reviews.rendering import Check, RenderedAction, RenderedMessage, RenderedReview
from tenants import clock, context, ledger
from tenants.models import LedgerEntry

CANARY = "canary.address@customers.example"


class Plans:
    """Stands for the upper layer: keeps plans, carries decisions out, counts what it did."""

    def __init__(self) -> None:
        self.stored: dict[UUID, dict[UUID, str]] = {}
        self.notes: list[str] = []
        self.seen_in: list[str] = []
        self.invalid: str | None = None
        self.broken = False
        self.html = "<p style='color: teal'>Hello <img src='https://tracker.example/p.gif'></p>"
        self.title = "E-mail to Amélie"
        self.group = ""
        self.held_back: str | None = None
        self.drawn_in: list[str] = []

    def digests(self, review: Review) -> dict[UUID, str]:
        return {key: f"{hash_of(text)}" for key, text in self.stored[review.subject_id].items()}

    def still_valid(self, review: Review) -> str | None:
        return self.invalid

    def decided(self, review: Review, decision: Decision, note: str) -> None:
        self.seen_in.append(context.current().slug)
        for key in decision.action_ids:
            ledger.write("plans.effect", ("action", key))
        if note:
            self.notes.append(note)

    def render(self, review: Review) -> RenderedReview:
        if self.broken:
            raise RuntimeError("the plan is gone")
        self.drawn_in.append(context.current().slug)
        rows = [self._row(key, text) for key, text in self.stored[review.subject_id].items()]
        return RenderedReview(
            title="Write to two people?",
            lead="One e-mail each.",
            why=["2 recipients are more than 1."],
            rows=rows,
            checks=[Check("Consent", "ok", "2 pass")],
            effects=f"{len(rows)} e-mails",
        )

    def _row(self, key: UUID, text: str) -> RenderedAction:
        message = RenderedMessage("shop@maison.example", CANARY, text, "Hello", self.html, blanks=["Date"])
        payload = json.dumps({"subject": text, "to": CANARY}, ensure_ascii=False)
        return RenderedAction(
            key,
            self.title,
            tags=["above 250"],
            held_back=self.held_back,
            kind="send_email",
            message=message,
            payload_json=payload,
            group=self.group,
        )


def hash_of(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def plans() -> Iterator[Plans]:
    made = Plans()
    reviews.register_kind(
        "plan", render=made.render, digests=made.digests, still_valid=made.still_valid, decided=made.decided
    )
    yield made
    kinds.unregister_kind("plan")


OpenReview = Callable[..., Review]


@pytest.fixture
def open_review(plans: Plans) -> OpenReview:
    """Ask for a decision about a plan of `size` e-mails of `client`."""

    def ask(client, *, size=2, requested_by=None, hours=24, automation="at-risk-customer-flow", **fields) -> Review:
        subject_id = uuid4()
        plans.stored[subject_id] = {uuid4(): f"Subject {number}" for number in range(size)}
        with client.active():
            return reviews.open(
                kind="plan",
                subject_id=subject_id,
                automation=automation,
                version="1",
                risk=fields.pop("risk", "communication"),
                reasons=[{"code": "batch_over_limit", "count": size, "limit": 1}],
                digests={key: hash_of(text) for key, text in plans.stored[subject_id].items()},
                amount_cents=fields.pop("amount_cents", 0),
                currency=client.currency,
                requested_by=requested_by,
                requester="user" if requested_by else "autonomy",
                expires_at=clock.now() + timedelta(hours=hours),
            )

    return ask


def effects() -> list[str]:
    """Every effect that happened, by action id."""
    return sorted(LedgerEntry.objects.filter(what="plans.effect").values_list("subject_id", flat=True))


def edit(plans: Plans, review: Review, text: str) -> None:
    """Change one stored action and rebase, as the upper layer does it."""
    from django.db import transaction

    with review.client.active(), transaction.atomic():
        reviews.lock(review.pk)
        key = next(iter(plans.stored[review.subject_id]))
        plans.stored[review.subject_id][key] = text
        reviews.rebase(review, {each: hash_of(words) for each, words in plans.stored[review.subject_id].items()})
