"""A file's lines as text, whatever encoding it was saved in, never more than one line in memory."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from crm.importers.progress import Meter
from tenants.errors import Refused

LINE_BYTES = 1 << 20
SAMPLE_BYTES = 4096
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Lines:
    """Iterates over the lines of a text file.

    UTF-8 with or without a mark; UTF-16 with a mark. A line that is not valid UTF-8 is read as
    Windows-1252, and `guessed` counts those lines so that the report can say so. What neither
    can read keeps its odd bytes as surrogates, which the cell checks refuse.
    Raises Refused for what is no text file, and for a line above one megabyte.
    """

    def __init__(self, path: Path, meter: Meter) -> None:
        self.path = path
        self.meter = meter
        self.guessed = 0

    def __iter__(self) -> Iterator[str]:
        with self.path.open("rb") as file:
            sample = file.read(SAMPLE_BYTES)
            refuse_what_is_no_text(self.path, sample)
            file.seek(0)
            if sample.startswith(UTF16_MARKS):
                yield from self._utf16(file)
                return
            file.seek(len(UTF8_MARK) if sample.startswith(UTF8_MARK) else 0)
            for number, raw in enumerate(iter(lambda: file.readline(LINE_BYTES), b""), start=1):
                refuse_endless(self.path, number, len(raw) == LINE_BYTES and not raw.endswith(b"\n"))
                self.meter.advance(len(raw))
                yield self._decode(raw)

    def _decode(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            pass
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "surrogateescape")
        self.guessed += 1
        return text

    def _utf16(self, file: BinaryIO) -> Iterator[str]:
        wrapped = io.TextIOWrapper(file, encoding="utf-16", errors="replace", newline="\n")
        for number, text in enumerate(iter(lambda: wrapped.readline(LINE_BYTES), ""), start=1):
            refuse_endless(self.path, number, len(text) == LINE_BYTES and not text.endswith("\n"))
            self.meter.advance(2 * len(text))
            yield text


def refuse_endless(path: Path, number: int, is_endless: bool) -> None:
    if is_endless:
        words = _("Line %(line)s of %(file)s is longer than a megabyte: this is not a CSV file of orders.")
        raise Refused(words % {"line": number, "file": path.name}, code="line_too_long")


def refuse_what_is_no_text(path: Path, sample: bytes) -> None:
    """Workbooks, archives and UTF-16 without a mark get a sentence that says what to do."""
    if sample.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        words = _("%(file)s is a workbook or an archive: export or save it as CSV (UTF-8).")
        raise Refused(words % {"file": path.name}, code="not_csv")
    if sample.startswith(b"%PDF"):
        words = _("%(file)s is a PDF: export or save the orders as CSV (UTF-8).")
        raise Refused(words % {"file": path.name}, code="not_csv")
    if sample.startswith(UTF16_MARKS):
        return
    if sample and sample.count(0) > len(sample) // 4:
        words = _("%(file)s looks like UTF-16 without a mark, or is no text at all: save it as CSV (UTF-8).")
        raise Refused(words % {"file": path.name}, code="not_text")
