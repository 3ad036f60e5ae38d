"""From a posted form to one decision and the answer's status, for every page that decides."""

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
    try:
        won = _call(review, form, by)
    except Refused as refused:
        return Answer(STATUS.get(refused.code, 409), refused.sentence)
    if won:
        return Answer(200, _("Decided. What you saw is what runs, once."))
    if review.waits:
        return Answer(409, _("The plan changed since it was shown to you. Nothing was decided; this is the new one."))
    return Answer(409, _("This was decided before you; your decision changed nothing."))


def ticked(form: QueryDict) -> list[UUID]:
    """The ticked actions; raises Refused for what is no id."""
    try:
        return [UUID(each) for each in form.getlist("action")]
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


def _call(review: Review, form: QueryDict, by: User) -> bool:
    digest, note = form.get("digest", ""), form.get("note", "").strip()
    verdict = form.get("verdict", "")
    if verdict == "reject":
        return reject(review, by=by, digest=digest, note=note)
    if verdict == "approve_all":
        return approve(review, by=by, digest=digest, note=note)
    if verdict == "approve":
        return approve(review, by=by, digest=digest, actions=ticked(form), note=note)
    raise Refused(_("Choose approve or reject."), code="bad_form")
