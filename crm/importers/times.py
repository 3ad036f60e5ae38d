"""The file's clock: local to the client, moved by a constant number of days in a rehearsal."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crm.importers import cells


@dataclass(frozen=True, slots=True)
class Times:
    """`latest` is the last moment a row may claim."""

    zone: ZoneInfo
    latest: datetime
    shift_days: int = 0

    def read(self, value: str, name: str) -> datetime:
        """The cell's time in UTC, moved; raises BadRow."""
        return cells.moment(value, zone=self.zone, latest=self.latest, shift_days=self.shift_days, name=name)

    def moved(self, moment: datetime) -> datetime:
        """An unmoved time, moved, at the same local hour."""
        return (moment.astimezone(self.zone) + timedelta(days=self.shift_days)).astimezone(UTC)

    def days_to_yesterday(self, last: datetime) -> int:
        """How far to move so that `last` falls on the day before `latest`, at the client's place."""
        yesterday = self.latest.astimezone(self.zone).date() - timedelta(days=1)
        return (yesterday - last.astimezone(self.zone).date()).days
