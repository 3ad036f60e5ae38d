"""What a cell may hold. Each function returns a checked value or raises BadRow with a sentence."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from crm.importers.table import BadRow

CENT = Decimal("0.01")
SHOWN_CHARACTERS = 24
EARLIEST_YEAR = 1995
PHONE_CHARACTERS = 40

# Ten digits before the point are more than any order; the bound also keeps absurd input cheap.
_MONEY = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,20}|,[0-9]{1,2})?")
# A spreadsheet of a French reader writes 1 250,50, with one of three kinds of space.
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,2}(?:[.,][0-9]{1,2})?")
_SPACE = re.compile(r"[ \u00a0\u202f]")
_COUNT = re.compile(r"-?[0-9]{1,7}(?:[.,]0{1,6})?")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]{1,9})?"
    r"\s?(Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
)
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x01-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
# Excel's way of keeping leading zeros; the value is what is inside.
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
# A spreadsheet runs a cell that begins so (OWASP "CSV Injection").
_FORMULA_START = "=+-@\t\r"


def text(value: str, *, limit: int, name: str) -> str:
    """Plain text of at most `limit` characters: no controls, and nothing a spreadsheet would run."""
    if _UNSTORABLE.search(value):
        words = _("%(column)s holds a NUL character") if "\0" in value else _("%(column)s holds bytes that are no text")
        raise BadRow(words % {"column": name})
    quoted = _QUOTED_FORMULA.fullmatch(value.strip())
    plain = _CONTROL.sub(" ", quoted.group(1) if quoted else value).strip().lstrip(_FORMULA_START).strip()
    if len(plain) > limit:
        raise BadRow(_("%(column)s is longer than %(limit)s characters") % {"column": name, "limit": limit})
    return plain


def identifier(value: str, *, limit: int, name: str) -> str:
    """Text that must be there."""
    found = text(value, limit=limit, name=name)
    if not found:
        raise BadRow(_("%(column)s is empty") % {"column": name})
    return found


def phone(value: str) -> str:
    """The digits of a telephone number, with its plus; "" where there are none."""
    kept = "".join(character for character in value if character in "+0123456789")[:PHONE_CHARACTERS]
    return kept if kept.strip("+") else ""


def cents(value: str, *, name: str) -> int:
    """An amount such as 1234.56, 12,50 or 1 234,50 in cents, rounded half up."""
    plain = value.strip()
    if _GROUPED.fullmatch(plain):
        plain = _SPACE.sub("", plain)
    if not _MONEY.fullmatch(plain):
        raise BadRow(_("%(column)s “%(value)s” is not an amount") % {"column": name, "value": shown(value)})
    return int(Decimal(plain.replace(",", ".")).quantize(CENT, ROUND_HALF_UP) * 100)


def count(value: str, *, name: str) -> int:
    """A whole number; "64.0" is one."""
    plain = value.strip()
    if not _COUNT.fullmatch(plain):
        raise BadRow(_("%(column)s “%(value)s” is not a whole number") % {"column": name, "value": shown(value)})
    return int(plain.replace(",", ".").partition(".")[0])


def moment(value: str, *, zone: ZoneInfo, latest: datetime, shift_days: int = 0, name: str) -> datetime:
    """A time such as "2024-03-01 10:22:33 +0100" in UTC; without an offset it is local to `zone`.

    `shift_days` moves the local date and keeps the hour. Refuses years before 1995 and what lies
    after `latest`. A local hour that the clocks show twice is taken as the first one.
    """
    match = _MOMENT.fullmatch(value.strip())
    words = {"column": name, "value": shown(value)}
    if not match:
        raise BadRow(_("%(column)s “%(value)s” is not a time such as 2024-03-01 10:22:33 +0100") % words)
    day, hour, offset = match.groups()
    try:
        naive = datetime.fromisoformat(f"{day}T{hour}")
        local = naive.replace(tzinfo=zone) if offset is None else naive.replace(tzinfo=fixed(offset)).astimezone(zone)
        if shift_days:
            local += timedelta(days=shift_days)
        found = local.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadRow(_("%(column)s “%(value)s” is not a real date") % words) from error
    if found.year < EARLIEST_YEAR or found > latest:
        raise BadRow(_("%(column)s “%(value)s” lies before 1995 or in the future") % words)
    return found


def fixed(offset: str) -> timezone:
    """The zone of "+0100", "+01:00", "Z" or "UTC"; ValueError above 23:59."""
    if offset in ("Z", "UTC"):
        return UTC
    sign = -1 if offset[0] == "-" else 1
    digits = offset[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def shown(value: str) -> str:
    """A cell as a report may show it: short, printable, and no address that slipped into a wrong column."""
    return "…" if "@" in value else value[:SHOWN_CHARACTERS].encode("ascii", "backslashreplace").decode()
