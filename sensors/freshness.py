"""What a reading is worth now. Age is judged when it is looked at, never when it is stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sensors import registry
from sensors.models import Reading
from sensors.sectors import Status

MEASURED = frozenset({Status.OK, Status.DEGRADED, Status.WARNING, Status.UNKNOWN})
CLOCKS_DIFFER = timedelta(minutes=5)  # machines disagree by seconds; more is a wrong clock


@dataclass(frozen=True)
class Worth:
    """The status now and, where it is not the stored one, why; `max_age` is the age allowed."""

    status: Status
    reason: str
    age: timedelta
    max_age: timedelta

    @property
    def may_act(self) -> bool:
        """Only what was measured without reserve, in time, from a source in time."""
        return self.status == Status.OK


def worth(reading: Reading, now: datetime) -> Worth:
    """The status of `reading` at `now`: what was measured becomes STALE, the rest stays what it was."""
    sensor = registry.known(reading.sensor)
    age = now - reading.at
    if sensor is None:
        return Worth(Status.STALE, _("This sensor no longer exists."), age, timedelta())
    max_age = 2 * sensor.every
    status, reason = Status(reading.status), reading.reason
    if status in MEASURED and (late := late_reason(age, max_age) or source_reason(reading, now)):
        status, reason = Status.STALE, late
    return Worth(status, reason, age, max_age)


def late_reason(age: timedelta, max_age: timedelta) -> str:
    """Why a reading of this age no longer counts; empty when it does."""
    if age < -CLOCKS_DIFFER:
        return _("The reading is dated in the future: the clock was set back.")
    if age > max_age:
        return _("Read %(age)s ago; after %(limit)s it counts no more.") % {
            "age": in_words(age),
            "limit": in_words(max_age),
        }
    return ""


def source_reason(reading: Reading, now: datetime) -> str:
    """Why the source behind a reading no longer counts; empty when it does, or has no time."""
    sensor = registry.known(reading.sensor)
    if sensor is None or reading.source_at is None:
        return ""
    return too_old(reading.source_label, reading.source_at, sensor.source_max_age, now)


def source_stale_at(reading: Reading) -> datetime | None:
    """When the source behind a reading begins to be too old; None where it never does."""
    sensor = registry.known(reading.sensor)
    if sensor is None or sensor.source_max_age is None or reading.source_at is None:
        return None
    return reading.source_at + sensor.source_max_age


def too_old(label: str, source_at: datetime, max_age: timedelta | None, now: datetime) -> str:
    """Why a source whose newest entry is from `source_at` is too old; empty when it is not."""
    if max_age is None or now - source_at <= max_age:
        return ""
    return _("The newest entry in “%(source)s” is %(age)s old; %(limit)s are allowed.") % {
        "source": label,
        "age": in_words(now - source_at),
        "limit": in_words(max_age),
    }


def in_words(age: timedelta) -> str:
    """An age in its largest whole unit: days, hours, minutes, else seconds."""
    seconds = max(0, int(age.total_seconds()))
    if seconds >= 2 * 86_400:
        return ngettext("%(n)d day", "%(n)d days", seconds // 86_400) % {"n": seconds // 86_400}
    if seconds >= 2 * 3_600:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // 3_600) % {"n": seconds // 3_600}
    if seconds >= 120:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
