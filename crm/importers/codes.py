"""Reading a file of discount codes: one per line, or a CSV file whose column is called Code."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from crm.models.codes import LONGEST_CODE
from tenants.errors import Refused

MOST_BYTES = 5_000_000
MOST_CODES = 100_000
NAMED = 5
HEADS = ("code", "codes", "discount code", "code promo", "code de réduction")
_sound = re.compile(r"[!-~]+")
_binary = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_codes(content: bytes, name: str) -> list[str]:
    """The codes in the order of the file, each once.

    All or nothing: raises Refused that names the first lines in question (`empty`, `not_csv`,
    `not_utf8`, `bad_codes`, `double_codes`, `too_many`), so that nothing of a doubtful file is used.
    """
    rows = list(_rows(_text(content, name)))
    if not rows:
        raise Refused(_("%(file)s holds no code.") % {"file": name}, code="empty")
    if len(rows) > MOST_CODES:
        words = _("%(file)s holds more than %(most)s codes: split it.")
        raise Refused(words % {"file": name, "most": MOST_CODES}, code="too_many")
    unfit = [(number, code) for number, code in rows if not _sound.fullmatch(code) or len(code) > LONGEST_CODE]
    if unfit:
        words = _(
            "%(file)s: a code has no blanks and no accents, and at most %(most)s characters. Look at line %(lines)s."
        )
        raise Refused(words % {"file": name, "most": LONGEST_CODE, "lines": _named(unfit)}, code="bad_codes")
    if twice := _twice(rows):
        words = _("%(file)s holds codes twice (big and small letters count as the same). Look at line %(lines)s.")
        raise Refused(words % {"file": name, "lines": _named(twice)}, code="double_codes")
    return [code for _number, code in rows]


def _text(content: bytes, name: str) -> str:
    if content.startswith(_binary):
        words = _("%(file)s is a workbook, an archive or a PDF: save it as CSV (UTF-8).")
        raise Refused(words % {"file": name}, code="not_csv")
    if len(content) > MOST_BYTES:
        raise Refused(_("%(file)s is larger than 5 MB: split it.") % {"file": name}, code="too_many")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = _("%(file)s is not written in UTF-8: save it again as CSV (UTF-8).")
        raise Refused(words % {"file": name}, code="not_utf8") from None


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """(line, code); empty lines and the head are left out, and of several columns the one called Code counts."""
    first = text.partition("\n")[0]
    mark = next((sign for sign in (";", "\t") if sign in first), ",")
    place, begun = 0, False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            heads = [cell.strip().lower() for cell in cells]
            found = next((heads.index(head) for head in HEADS if head in heads), None)
            if not begun and found is not None:
                place, begun = found, True
                continue
            begun = True
            yield reader.line_num, cells[place].strip() if place < len(cells) else ""
    except csv.Error:
        raise Refused(_("Line %(line)s is no CSV.") % {"line": reader.line_num}, code="not_csv") from None


def _twice(rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
    seen: set[str] = set()
    found = []
    for number, code in rows:
        if code.upper() in seen:
            found.append((number, code))
        seen.add(code.upper())
    return found


def _named(rows: list[tuple[int, str]]) -> str:
    more = " …" if len(rows) > NAMED else ""
    return ", ".join(str(number) for number, _code in rows[:NAMED]) + more
