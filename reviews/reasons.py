"""Why a person was asked: codes and numbers in the shared row, sentences only when shown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Ids, slugs, currencies and version marks pass; an address or a sentence cannot.
_WORD = re.compile(r"[A-Za-z0-9_.:-]{1,64}")

_sentences: dict[str, str | Promise] = {}


def register_reason(code: str, sentence: str | Promise) -> None:
    """Say how a code reads; `%(name)s` stands for the reason's numbers."""
    _sentences[code] = sentence


def sentence(reason: Mapping[str, Any]) -> str:
    """One reason in words; an unknown code is shown in words rather than hidden."""
    code = str(reason.get("code", ""))
    template = str(_sentences.get(code, "")) or code.replace("_", " ").capitalize()
    try:
        return template % reason
    except (KeyError, TypeError, ValueError):
        return template


def sentences(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    return [sentence(reason) for reason in reasons]


def refuse_text(reasons: Sequence[Mapping[str, Any]]) -> None:
    """Raise ValueError where a reason carries more than codes, ids, numbers and flags."""
    for reason in reasons:
        if not reason.get("code"):
            raise ValueError("A reason needs a code.")
        for name, value in reason.items():
            plain = value is None or isinstance(value, bool | int | float)
            if not plain and not (isinstance(value, str) and _WORD.fullmatch(value)):
                raise ValueError(f"The reason's {name} is text; shared rows carry codes and numbers only.")


for _code, _text in {
    "client_not_active": _("The client is not active."),
    "version_changed": _("The automation has a new version."),
    "plan_empty": _("Nothing is left to decide."),
    "expired": _("Nobody decided in time."),
}.items():
    register_reason(_code, _text)
