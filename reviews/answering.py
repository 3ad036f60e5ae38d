"""From what a door was asked to one decision, with a status and a sentence for every outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from reviews.models import Review
from reviews.services import approve, reject
from tenants.errors import Refused
from tenants.models import User

# Why somebody was refused, as HTTP says it; what is not listed is a conflict with the state.
STATUS = {
    "own_request": 403,
    "not_allowed": 403,
    "not_signed_in": 403,
    "nothing_ticked": 422,
    "unknown_action": 422,
    "bad_form": 422,
}


@dataclass(frozen=True)
class Answer:
    """`status` is 200 when decided, else 403, 409 or 422, with the sentence that says why."""

    status: int
    sentence: str

    @property
    def won(self) -> bool:
        return self.status == 200


def decide_as_posted(review: Review, form: QueryDict, *, by: User) -> Answer:
    """Carry out `verdict` (approve: the ticked; approve_all; reject) about the posted `digest`."""
    verdict, digest, note = form.get("verdict", ""), form.get("digest", ""), form.get("note", "").strip()
    try:
        chosen = ticked(form) if verdict == "approve" else None
    except Refused as refused:
        return _refused(refused)
    return decide_with(review, verdict.removesuffix("_all"), digest, chosen, note, by=by)


def decide_with(
    review: Review, verdict: str, digest: str, actions: Sequence[UUID] | None, note: str, *, by: User
) -> Answer:
    """Approve or reject, and say how it went."""
    try:
        if verdict == "approve":
            won = approve(review, by=by, digest=digest, actions=actions, note=note)
        elif verdict == "reject":
            won = reject(review, by=by, digest=digest, note=note)
        else:
            raise Refused(_("Choose approve or reject."), code="bad_form")
    except Refused as refused:
        return _refused(refused)
    if won:
        return Answer(200, _("Decided. What was shown is what runs, once."))
    if review.waits:
        return Answer(409, _("The plan changed since it was shown. Nothing was decided; this is the new one."))
    return Answer(409, _("This was decided before; nothing was decided now."))


def ticked(form: QueryDict) -> list[UUID]:
    """The ticked actions; one tick may cover a series. Raises Refused for what is no id."""
    try:
        return [UUID(each) for ids in form.getlist("action") for each in ids.split(",")]
    except ValueError:
        raise Refused(_("An action you ticked is no part of this request."), code="unknown_action") from None


def kept_ticks(form: QueryDict, answer: Answer | None) -> set[UUID] | None:
    """What stays ticked when the page is shown again: nothing is lost to a missing tick.

    None (everything) for a first look, and for a changed plan, which is to be read anew.
    """
    if answer is None or answer.status != 422:
        return None
    try:
        return set(ticked(form))
    except Refused:
        return None


def _refused(refused: Refused) -> Answer:
    return Answer(STATUS.get(refused.code, 409), refused.sentence)
