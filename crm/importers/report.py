"""What an import did, and every row it could not take."""

import csv
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from django.conf import settings
from django.utils.translation import gettext as _

from crm.services import Count, Counts
from tenants import clock
from tenants.models import Client

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken: where it is and why. Never the row itself: it may name a person."""

    file: str
    line: int
    reason: str


class Sink(Protocol):
    def add(self, path: Path, line: int, reason: str) -> None: ...


class Ignored:
    """For a first reading, whose bad rows the second one reports."""

    def add(self, path: Path, line: int, reason: str) -> None:
        """Nothing: see above."""


class BadRows:
    """Collects the first few in memory and writes all of them to a file under `VAR_DIR/imports`."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.first: list[Skipped] = []
        self.total = 0
        self.path: Path | None = None
        self._file: IO[str] | None = None
        self._writer: Any = None

    def add(self, path: Path, line: int, reason: str) -> None:
        skipped = Skipped(path.name, line, reason)
        self.total += 1
        if len(self.first) < SHOWN:
            self.first.append(skipped)
        if self._file is None:
            self._open()
        self._writer.writerow((skipped.file, skipped.line, skipped.reason))

    def _open(self) -> None:
        folder: Path = settings.VAR_DIR / "imports"
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".csv", f"{self.client.slug}-{clock.now():%Y%m%d-%H%M%S}-", folder)
        self.path = Path(name)
        self._file = os.fdopen(handle, "w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(("file", "line", "reason"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()


@dataclass(slots=True)
class ImportReport:
    """`skipped` are the first rows not taken, `skipped_path` the file with all of them."""

    source: str
    counts: Counts = field(default_factory=Counts)
    notes: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    skipped_total: int = 0
    skipped_path: Path | None = None
    shift_days: int = 0
    took_s: float = 0.0

    def sentences(self) -> list[str]:
        """For people: one line per kind of row, then notes, then what was skipped."""
        counts = self.counts
        lines = [
            count_sentence(_("Contacts"), counts.contacts),
            count_sentence(_("Products"), counts.products),
            count_sentence(_("Orders"), counts.orders),
            count_sentence(_("Order lines"), counts.lines),
            *self.notes,
        ]
        if self.skipped_total:
            words = _("%(count)s rows were skipped; all of them with their reasons are in %(path)s:")
            lines.append(words % {"count": self.skipped_total, "path": self.skipped_path})
            where = _("  %(file)s, line %(line)s: %(reason)s")
            lines += [where % {"file": row.file, "line": row.line, "reason": row.reason} for row in self.skipped]
        return lines


def count_sentence(noun: str, count: Count) -> str:
    words = _("%(noun)s: %(new)s new, %(changed)s changed, %(same)s unchanged")
    return words % {"noun": noun, "new": count.new, "changed": count.changed, "same": count.same}
