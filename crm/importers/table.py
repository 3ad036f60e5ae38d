"""Rows of a CSV file by column name; what cannot be read is reported with its line and skipped."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from crm.importers.progress import Meter
from crm.importers.report import Sink
from crm.importers.text import Lines
from tenants.errors import Refused

CELL_CHARACTERS = 131_072
DELIMITERS = (",", ";", "\t")
_SEPARATOR = re.compile(r'"?sep=."?', re.IGNORECASE)


class BadRow(Exception):
    """Why a row cannot be taken; the argument is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Row:
    """One data row; `line` is where it begins in the file. An absent column reads as ""."""

    line: int
    cells: list[str]
    columns: dict[str, int]

    def get(self, name: str) -> str:
        index = self.columns.get(name)
        return "" if index is None else self.cells[index].strip()


class Table:
    """A CSV file with a header line; the delimiter is the one that makes sense of the header.

    Iterating gives `Row`s. Raises Refused if a required column is missing (all are named).
    """

    def __init__(self, path: Path, required: Sequence[str], bad_rows: Sink, meter: Meter) -> None:
        self.path = path
        self.required = required
        self.bad_rows = bad_rows
        self.lines = Lines(path, meter)

    def header(self) -> list[str]:
        """The column names, lower case."""
        return self._columns(self._first(iter(Lines(self.path, Meter(1))))[0])[0]

    def __iter__(self) -> Iterator[Row]:
        lines = iter(self.lines)
        first, number = self._first(lines)
        names, delimiter = self._columns(first)
        self.refuse_missing(names)
        columns = {name: index for index, name in reversed(list(enumerate(names)))}
        csv.field_size_limit(CELL_CHARACTERS)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        begins = number + 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.bad_rows.add(self.path, begins, str(error))
            else:
                if any(cells) and self._fits(cells, len(names), begins):
                    yield Row(begins, cells, columns)
            begins = reader.line_num + number + 1

    def _first(self, lines: Iterator[str]) -> tuple[str, int]:
        """The header and its line number; a spreadsheet may name its separator on a line before it."""
        for number, line in enumerate(lines, start=1):
            if line.strip() and not _SEPARATOR.fullmatch(line.strip()):
                return line, number
        raise Refused(_("%(file)s is empty.") % {"file": self.path.name}, code="empty")

    def refuse_missing(self, names: Sequence[str]) -> None:
        missing = [name for name in self.required if name.lower() not in names]
        if missing:
            words = _("%(file)s lacks the column(s) %(columns)s.")
            raise Refused(words % {"file": self.path.name, "columns": ", ".join(missing)}, code="columns_missing")

    def _columns(self, line: str) -> tuple[list[str], str]:
        wanted = {name.lower() for name in self.required}
        readings = []
        for delimiter in DELIMITERS:
            try:
                cells = next(csv.reader([line], delimiter=delimiter), [])
            except csv.Error:
                cells = []
            names = [cell.strip().lower() for cell in cells]
            readings.append((len(wanted.intersection(names)), len(names), names, delimiter))
        _found, _width, names, delimiter = max(readings, key=lambda reading: reading[:2])
        return names, delimiter

    def _fits(self, cells: list[str], width: int, line: int) -> bool:
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            return True
        words = _("%(found)s cells where the header has %(width)s") % {"found": len(cells), "width": width}
        self.bad_rows.add(self.path, line, words)
        return False
