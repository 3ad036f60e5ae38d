"""What can be reviewed. Upper layers register kinds here; this layer knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from reviews.models import Decision, Review
from reviews.rendering import RenderedMessage, RenderedReview


@dataclass(frozen=True)
class ReviewKind:
    """How one kind is shown, checked and carried out; every function runs in the client's context."""

    slug: str
    render: Callable[[Review], RenderedReview]
    digests: Callable[[Review], dict[UUID, str]]
    still_valid: Callable[[Review], str | None]
    decided: Callable[[Review, Decision, str], None]
    label: Callable[[Review], str]
    message: Callable[[Review, UUID], RenderedMessage | None] | None = None


_kinds: dict[str, ReviewKind] = {}


def register_kind(
    kind: str,
    *,
    render: Callable[[Review], RenderedReview],
    digests: Callable[[Review], dict[UUID, str]],
    still_valid: Callable[[Review], str | None],
    decided: Callable[[Review, Decision, str], None],
    label: Callable[[Review], str] | None = None,
    message: Callable[[Review, UUID], RenderedMessage | None] | None = None,
) -> None:
    """Fill the registry for one kind; called from an upper app's `ready`.

    `digests` reads the stored actions and gives their digests now. `still_valid` names why the
    plan no longer holds, or None. `decided` runs in the deciding transaction, after the review's
    row is locked: it releases `decision.action_ids`, rejects the others and keeps the note in the
    client's schema. `label` names the review in lists across clients, from shared columns alone
    (it runs without a client); default is the automation's name in words. `message` gives one action's message
    alone: a page of many frames asks for each; without it the whole review is rendered each time.
    """
    _kinds[kind] = ReviewKind(kind, render, digests, still_valid, decided, label or automation_in_words, message)


def unregister_kind(kind: str) -> None:
    """Take a kind out again (tests)."""
    _kinds.pop(kind, None)


def kind_of(review: Review) -> ReviewKind:
    """The registered kind; raises LookupError naming the missing one."""
    try:
        return _kinds[review.kind]
    except KeyError:
        raise LookupError(f"No app registered the review kind {review.kind!r}.") from None


def label_of(review: Review) -> str:
    """The review's name in lists; works for kinds that are no longer registered, too."""
    kind = _kinds.get(review.kind)
    return kind.label(review) if kind else automation_in_words(review)


def automation_in_words(review: Review) -> str:
    """`at-risk-customer-flow` becomes `At risk customer flow`."""
    return automation_name(review.automation)


def automation_name(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
