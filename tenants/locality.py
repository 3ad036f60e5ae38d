"""Where a client is: the time zone it lives by and the language it speaks."""

import zoneinfo
from collections.abc import Iterator

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import gettext as _

from tenants.errors import Refused


def place_problems(timezone: str, language: str) -> Iterator[Refused]:
    """What is wrong with a time zone (code `timezone`) and a language (code `language`); "" is not said."""
    if timezone and timezone not in zoneinfo.available_timezones():
        yield Refused(_("“%s” is no time zone; write it like Europe/Paris.") % timezone, code="timezone")
    if language and not is_language(language):
        yield Refused(_("“%s” is no language; write it like fr.") % language, code="language")


def is_language(tag: str) -> bool:
    """True for a language tag that the formatting of numbers and dates knows, such as fr or fr-CA."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
