"""What an answer means: which numbers are fine, which may pass, which a person has to see to."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem, Rejected, Temporary, Unknown
from integrations.http import pace
from integrations.http.answer import Answer
from integrations.http.wire import Failed

Judge = Callable[[Answer, Problem | None], Problem | None]
"""A connector's own reading of an answer: told what its number stands for, it has the last word.

It may raise like whoever reads an answer; an answer that makes no sense to it counts as unreadable.
"""
SUSPENDED = "account_suspended"
_pausing = frozenset({"rate_limited", "in_progress"})
_sentences = {
    401: _("%(title)s does not accept the credentials. Connect it again."),
    402: _("%(title)s asks for payment. Look at the account there."),
    403: _("%(title)s does not allow this with these credentials. Connect it again with the rights it needs."),
    404: _("%(title)s does not know what was asked for."),
    409: _("%(title)s already has it, or it was changed meanwhile."),
}
_other = _("%(title)s refused the call (%(status)s).")
_moved = _("%(title)s has moved to another address. Correct its address here.")
_codes = {401: "not_authorised", 402: "payment_required", 403: "not_authorised", 404: "not_found", 409: "conflict"}


def by_number(answer: Answer, problem: Problem | None) -> Problem | None:
    """The judge of services whose number says it all."""
    return problem


def of_failure(failed: Failed, title: str, *, repeatable: bool) -> Problem:
    """No answer came: unsent or harmless calls may be tried again, the others nobody can know."""
    if failed.sent and not repeatable:
        sentence = _("%(title)s did not answer; it may have done it. Look there before repeating it.")
        return Unknown(sentence % {"title": title}, code=f"no_answer_{failed.cause}")
    return Temporary(_("%(title)s cannot be reached now.") % {"title": title}, code=failed.cause)


def of_answer(answer: Answer, *, cut: bool = False) -> Problem | None:
    """The error an answer's number stands for; None for 2xx. `cut`: it was longer than anything we take."""
    if 200 <= answer.status < 300:
        return _too_large(answer) if cut else None
    if answer.status in (425, 429):
        return slower(answer, retry_after_s=pace.asked(answer.headers))
    if answer.status == 408 or answer.status >= 500:
        return failed(answer)
    text = _moved if 300 <= answer.status < 400 else _sentences.get(answer.status, _other)
    code = _codes.get(answer.status, f"refused_{answer.status}")
    return rejected(
        answer, text % {"title": answer.title, "status": answer.status}, code=code, detail=answer.text[:10_000]
    )


def slower(answer: Answer, *, retry_after_s: float | None = None) -> Temporary:
    """It was not done, since we call too often."""
    sentence = _("%(title)s asks to call less often.") % {"title": answer.title}
    return Temporary(sentence, code="rate_limited", retry_after_s=retry_after_s)


def in_progress(answer: Answer) -> Temporary:
    """The first call with this key is still at work: its end is heard by asking again with the key."""
    sentence = _("%(title)s is still at work on this call.") % {"title": answer.title}
    return Temporary(sentence, code="in_progress", retry_after_s=pace.asked(answer.headers))


def failed(answer: Answer, *, code: str = "") -> Problem:
    """The service has a fault of its own: it is asked again where that does no harm."""
    code = code or f"answered_{answer.status}"
    if answer.repeatable:
        passing = _("%(title)s has a fault of its own.") % {"title": answer.title}
        return Temporary(passing, code=code, retry_after_s=pace.asked(answer.headers))
    sentence = _("%(title)s failed in the middle; it may have done it. Look there before repeating it.")
    return Unknown(sentence % {"title": answer.title}, code=code)


def unauthorised(answer: Answer, detail: str = "") -> Rejected:
    """It takes the credentials no more, whatever number it says so with."""
    return rejected(answer, _sentences[401] % {"title": answer.title}, code="not_authorised", detail=detail)


def suspended(answer: Answer, detail: str = "") -> Rejected:
    """The credentials are right, but the account is closed, disabled or suspended there."""
    sentence = _("%(title)s has suspended or closed the account. See to it there, then test again.")
    return rejected(answer, sentence % {"title": answer.title}, code=SUSPENDED, detail=detail)


def rejected(answer: Answer, sentence: str | Promise, *, code: str, detail: str = "") -> Rejected:
    """A refusal; `detail` are the service's own words, which leave here without our secrets."""
    body = answer.hide(answer.text[:10_000], 10_000)
    return Rejected(sentence, code=code, status=answer.status, detail=answer.hide(detail, 300), body=body)


def is_fault(problem: Problem | None) -> bool:
    """Does it count against the service, as something that is out of order there?"""
    return isinstance(problem, Temporary | Unknown) and problem.code not in _pausing


def _too_large(answer: Answer) -> Problem:
    if answer.repeatable:
        sentence = _("%(title)s answered more than can be read.")
        return rejected(answer, sentence % {"title": answer.title}, code="answer_too_large")
    sentence = _("%(title)s took the call but its answer is unreadable. Look there before repeating it.")
    return Unknown(sentence % {"title": answer.title}, code="answer_too_large")
