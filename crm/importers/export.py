"""What every form of export offers to the import."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crm.importers.disguise import Disguise
from crm.importers.times import Times
from crm.services import Batch

BATCH_ORDERS = 1_000


@dataclass(frozen=True, slots=True)
class Scan:
    """First and last order time as written in the file (UTC), None where no row could be read."""

    first: datetime | None
    last: datetime | None

    def including(self, moment: datetime) -> "Scan":
        if self.first is None or self.last is None:
            return Scan(moment, moment)
        return Scan(min(self.first, moment), max(self.last, moment))


class Export(Protocol):
    """A shop's file or folder. `source` names the system that the rows come from."""

    source: str

    def scan(self, times: Times) -> Scan:
        """Read through once without writing; raises Refused for missing columns or another currency."""

    def batches(self, times: Times, disguise: Disguise) -> Iterator[Batch]:
        """The rows, checked, in batches that are written one by one."""

    def notes(self) -> list[str]:
        """Sentences for the report, such as how lines were decoded."""
