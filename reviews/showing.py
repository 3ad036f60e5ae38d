"""A review as a page shows it, for every door: what happens, who may decide, and why not."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import structlog

from reviews import hidden
from reviews.kinds import kind_of
from reviews.models import Decision, Review
from reviews.rendering import RenderedAction, RenderedReview
from reviews.services.deciding import refuse_unless_decider
from tenants import clock
from tenants.errors import Refused
from tenants.models import User

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Row:
    """One action; `hidden` names invisible characters that change what is read.

    `fate` is what a decision made of it: approved, rejected, or nothing yet.
    """

    action: RenderedAction
    frame_url: str
    hidden: list[str]
    fate: str = ""


@dataclass(frozen=True)
class Group:
    """What one tick decides: one action, or all steps of a series to one contact."""

    rows: list[Row]
    ticked: bool

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def held_back(self) -> str | None:
        """Why nothing of it can happen; None while something can."""
        reasons = [row.action.held_back for row in self.rows]
        return reasons[0] if all(reason is not None for reason in reasons) else None

    @property
    def value(self) -> str:
        """The ids that the tick posts."""
        return ",".join(str(row.action.id) for row in self.rows if row.action.held_back is None)

    @property
    def fate(self) -> str:
        """The rows' fate where they share one, else nothing: then each row shows its own."""
        fates = {row.fate for row in self.rows}
        return fates.pop() if len(fates) == 1 else ""


@dataclass(frozen=True)
class Shown:
    """Everything the templates under `reviews/` read, under the name `shown`.

    `rendered` is None where the plan could not be drawn: then nothing can be decided.
    """

    review: Review
    rendered: RenderedReview | None
    groups: list[Group]
    decision: Decision | None
    why_not: str
    decide_url: str

    @property
    def open(self) -> bool:
        """True while the decision bar is of use to this person."""
        return self.review.waits and not self.why_not and self.rendered is not None

    @property
    def held_back(self) -> int:
        return sum(row.action.held_back is not None for group in self.groups for row in group.rows)

    @property
    def in_series(self) -> bool:
        """True where a tick covers more than one action."""
        return any(len(group.rows) > 1 for group in self.groups)


def show(
    review: Review,
    *,
    to: User,
    decide_url: str,
    frame_url: Callable[[UUID], str],
    ticked: set[UUID] | None = None,
) -> Shown:
    """Render a review inside its client's context.

    `frame_url` gives the address that answers with `message_of`; `ticked` keeps what a person had
    ticked before (None: everything is ticked).
    """
    with review.client.active():
        rendered = _rendered(review)
        decision = Decision.objects.select_related("by").filter(review=review).first()
        actions = rendered.rows if rendered else []
        groups = _grouped([_row(action, frame_url, decision) for action in actions], ticked)
        return Shown(review, rendered, groups, decision, why_not(review, to), decide_url)


def message_of(review: Review, action_id: UUID) -> str | None:
    """The HTML of one action's message, exactly as stored; None when there is none."""
    with review.client.active():
        kind = kind_of(review)
        if kind.message:
            message = kind.message(review, action_id)
        else:
            message = next((row.message for row in kind.render(review).rows if row.id == action_id), None)
    return message.html or None if message else None


def why_not(review: Review, person: User) -> str:
    """Why `person` cannot decide it now; empty when they can."""
    if review.waits and review.expires_at <= clock.now():
        return str(Review.State.EXPIRED.label)
    try:
        refuse_unless_decider(review, person)
    except Refused as refused:
        return refused.sentence
    return ""


def _rendered(review: Review) -> RenderedReview | None:
    try:
        return kind_of(review).render(review)
    except Exception:
        # What cannot be shown must not be approved, but the page still says what is known of it.
        log.exception("review.render_failed", review_id=str(review.pk), client_id=review.client_id)
        return None


def _grouped(rows: list[Row], ticked: set[UUID] | None) -> list[Group]:
    """Actions of one group together, others alone, in the order of the plan."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.action.group or str(row.action.id), []).append(row)
    return [Group(each, _ticked(each, ticked)) for each in groups.values()]


def _ticked(rows: list[Row], ticked: set[UUID] | None) -> bool:
    can_happen = [row.action.id for row in rows if row.action.held_back is None]
    return bool(can_happen) and (ticked is None or ticked.issuperset(can_happen))


def _row(action: RenderedAction, frame_url: Callable[[UUID], str], decision: Decision | None) -> Row:
    message = action.message
    texts = [action.title, action.detail, action.payload_json]
    if message:
        texts += [message.sender, message.recipient, message.subject, message.text, message.html]
    return Row(
        action=action,
        frame_url=frame_url(action.id) if message and message.html else "",
        hidden=hidden.found("".join(texts)),
        fate=_fate(action, decision),
    )


def _fate(action: RenderedAction, decision: Decision | None) -> str:
    if decision is None or action.held_back is not None:
        return ""
    return "approved" if str(action.id) in decision.actions else "rejected"
