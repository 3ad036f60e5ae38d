"""Subject and first sentence of a mail by a text model, within bounds per run; else the template's own words."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from django.conf import settings

from automations import claims
from integrations import llm
from tenants import context

log = structlog.get_logger(__name__)

PURPOSE = "mail_opening"
VERSION = "1"
TEMPLATE = "template"
"""How `by` names the words of the template."""
BY_HAND = "hand"
FORM = llm.Form(
    (
        llm.Text("subject", "the subject of the mail", 4, 70),
        llm.Text("opening", "the first sentence after the greeting", 20, 240),
    )
)


@dataclass(frozen=True)
class Wording:
    """Both texts are "" where the template's own stand. `by`: a model's name, or "template"."""

    subject: str = ""
    opening: str = ""
    by: str = TEMPLATE


def _own_words(data: Mapping[str, str | int]) -> dict[str, str]:
    """The rule: whatever the template says stays."""
    return {"subject": "", "opening": ""}


llm.register(llm.Purpose(PURPOSE, chain="critical", rule=_own_words))


class Writer:
    """Writes for one run. The same mail to people with the same facts is asked for once."""

    def __init__(self) -> None:
        # No service may be called inside a transaction; then the template's words do.
        self._left = settings.LLM_DRAFTS_PER_RUN if not context.in_transaction() and llm.is_available(PURPOSE) else 0
        self._until = time.monotonic() + settings.LLM_DRAFTS_SECONDS
        self._known: dict[tuple[str, ...], Wording] = {}

    def write(self, subject: str, mail: str, *, language: str, facts: Mapping[str, str]) -> Wording:
        """Words for the template's `mail`, which is given without anybody's name or address."""
        about = (subject, mail, language, *sorted(facts.values()))
        if about in self._known:
            return self._known[about]
        if self._left <= 0 or time.monotonic() > self._until:
            return Wording()
        self._left -= 1
        self._known[about] = found = _asked(subject, mail, language, facts)
        return found


def _asked(subject: str, mail: str, language: str, facts: Mapping[str, str]) -> Wording:
    data = {"subject": subject, "mail": mail, "language": language, **facts}
    answer = llm.ask(PURPOSE, llm.Prompt(VERSION, data), FORM)
    if answer.is_by_rules:
        return Wording()
    found = Wording(answer.values["subject"], answer.values["opening"], settings.LLM_NAMES.get(answer.by, answer.by))
    code = claims.unfounded(found.subject, found.opening, language=language, facts=facts)
    if code:
        log.info("wording.refused", by=answer.by, code=code, prompt=answer.prompt)
        return Wording()
    return found
