"""Why a person was asked: codes and numbers in the shared row, sentences only when shown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from tenants import amounts

# Ids, slugs, currencies and version marks pass; an address or a sentence cannot.
_WORD = re.compile(r"[A-Za-z0-9_.:-]{1,64}")

_sentences: dict[str, str | Promise] = {}


def register_reason(code: str, sentence: str | Promise) -> None:
    """Say how a code reads; `%(name)s` stands for the reason's numbers.

    One number may decide the form: `ngettext_lazy("%(people)s person", "%(people)s people", "people")`.
    """
    _sentences[code] = sentence


def sentence(reason: Mapping[str, Any]) -> str:
    """One reason in words; an unknown code is shown in words rather than hidden."""
    code = str(reason.get("code", ""))
    in_words = code.replace("_", " ").capitalize()
    said: Any = _sentences.get(code)
    if said is None:
        return in_words
    try:
        return str(said % {**reason, **_money(reason)})  # the plural is chosen by %, not by str
    except (KeyError, TypeError, ValueError):
        return in_words  # stored by an older version, without a number that the sentence wants


def _money(reason: Mapping[str, Any]) -> dict[str, str]:
    """For each `<name>_cents` of a reason with a currency: `<name>_money`, as the reader writes amounts."""
    currency, locale = reason.get("currency"), Locale.parse(to_locale(get_language() or "en"))
    if not currency:
        return {}
    found = {name.removesuffix("_cents"): value for name, value in reason.items() if name.endswith("_cents")}
    return {f"{name}_money": amounts.written(value / 100, currency, locale) for name, value in found.items()}


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
