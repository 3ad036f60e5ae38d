"""What a kind of review shows: each action exactly as it will happen. Plain values, no models."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class RenderedMessage:
    """A message as it will leave. `html` is shown in a frame that may load nothing from outside.

    `blanks` names what is only filled in when it leaves (the date, the unsubscribe link).
    """

    sender: str
    recipient: str
    subject: str
    text: str
    html: str = ""
    headers: Sequence[tuple[str, str]] = ()
    blanks: Sequence[str] = ()


@dataclass(frozen=True)
class Check:
    """One condition looked at now and again before acting; `state` as in the look (ok, warning...)."""

    label: str
    state: str
    text: str


@dataclass(frozen=True)
class RenderedAction:
    """One effect. `held_back` says why it will not happen; such an action is no part of the review.

    `payload_json` is the whole stored payload: what a summary leaves out is found there. Rows of
    one `group` (the steps of a series to one contact) are ticked together.
    """

    id: UUID
    title: str
    detail: str = ""
    tags: Sequence[str] = ()
    held_back: str | None = None
    kind: str = ""
    message: RenderedMessage | None = None
    payload_json: str = ""
    due_at: datetime | None = None
    amount_cents: int = 0
    group: str = ""


@dataclass(frozen=True)
class RenderedReview:
    """A whole review as people read it. `effects` completes the button: "37 e-mails".

    `cost_cents` is what all of it will cost, rounded up; None where nobody has said.
    """

    title: str
    lead: str
    why: list[str]
    rows: list[RenderedAction]
    checks: list[Check] = field(default_factory=list)
    effects: str = ""
    cost_cents: int | None = None
