"""What an answer means: which numbers are fine, which may pass, which a person has to see to."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem, Rejected, Temporary, Unknown
from integrations.http import pace
from integrations.http.wire import Failed, Raw

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


def of_failure(failed: Failed, title: str, *, repeatable: bool) -> Problem:
    """No answer came: unsent or harmless calls may be tried again, the others nobody can know."""
    if failed.sent and not repeatable:
        sentence = _("%(title)s did not answer; it may have done it. Look there before repeating it.")
        return Unknown(sentence % {"title": title}, code=f"no_answer_{failed.cause}")
    return Temporary(_("%(title)s cannot be reached now.") % {"title": title}, code=failed.cause)


def of_answer(raw: Raw, title: str, *, repeatable: bool, hide: Callable[[str, int], str]) -> Problem | None:
    """The error an answer stands for; None for 2xx."""
    if 200 <= raw.status < 300:
        return _too_large(title, repeatable) if raw.cut else None
    if raw.status in (408, 425, 429):
        sentence = _("%(title)s asks to call less often.") % {"title": title}
        return Temporary(sentence, code="rate_limited", retry_after_s=pace.asked(raw.headers))
    if raw.status >= 500:
        return _broken(raw, title, repeatable)
    text = _sentences.get(raw.status, _other)
    if 300 <= raw.status < 400:
        text = _moved
    words = raw.content[:10_000].decode("utf-8", "replace")
    return Rejected(
        text % {"title": title, "status": raw.status},
        code=_codes.get(raw.status, f"refused_{raw.status}"),
        status=raw.status,
        detail=hide(words, 300),
        body=hide(words, 10_000),
    )


def _broken(raw: Raw, title: str, repeatable: bool) -> Problem:
    if repeatable:
        passing = _("%(title)s has a fault of its own (%(status)s).") % {"title": title, "status": raw.status}
        return Temporary(passing, code=f"answered_{raw.status}", retry_after_s=pace.asked(raw.headers))
    sentence = _("%(title)s failed in the middle (%(status)s); it may have done it. Look there before repeating it.")
    return Unknown(sentence % {"title": title, "status": raw.status}, code=f"answered_{raw.status}")


def _too_large(title: str, repeatable: bool) -> Problem:
    if repeatable:
        return Rejected(_("%(title)s answered more than can be read.") % {"title": title}, code="answer_too_large")
    sentence = _("%(title)s took the call but its answer is unreadable. Look there before repeating it.")
    return Unknown(sentence % {"title": title}, code="answer_too_large")
