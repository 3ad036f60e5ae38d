"""Refuse what no reading can be, before it is stored or believed."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sensors.answers import MOST
from sensors.base import Read, Sensor, Source
from sensors.freshness import CLOCKS_DIFFER, MEASURED, too_old
from sensors.sectors import Status

WITH_FIGURE = frozenset({Status.OK, Status.DEGRADED, Status.WARNING})


def judged(draft: Any, sensor: Sensor, now: datetime) -> Read:
    """`draft` as it may be stored at `now`: unchanged, STALE because its source is, or ERROR with why."""
    problem = _impossible(draft, sensor, now)
    if problem:
        source = draft.source if isinstance(draft, Read) and isinstance(draft.source, Source) else None
        return Read.error(problem, source=source)
    read: Read = draft
    if read.pressure is not None:
        read = replace(read, pressure=float(read.pressure))
    if read.status not in MEASURED or read.source is None or read.source.at is None:
        return read
    reason = too_old(read.source.label, read.source.at, sensor.source_max_age, now)
    return replace(read, status=Status.STALE, reason=reason) if reason else read


def _impossible(draft: Any, sensor: Sensor, now: datetime) -> str:
    """Why `draft` cannot be true; empty when it can."""
    if not isinstance(draft, Read) or draft.status not in Status.values:
        return _("The sensor answered with something that is no reading.")
    return _wrong_pressure(draft) or _wrong_facts(draft, sensor) or _wrong_source(draft, now)


def _wrong_pressure(draft: Read) -> str:
    pressure: object = draft.pressure  # what a sensor says it is was never checked
    if pressure is None:
        return _("The sensor measured, but gave no pressure.") if draft.status in WITH_FIGURE else ""
    if draft.status not in WITH_FIGURE:
        return _("The sensor gave a pressure, but says it measured none.")
    if isinstance(pressure, bool) or not isinstance(pressure, int | float):
        return _("The pressure %(value)s is no number.") % {"value": str(pressure)[:40]}
    if not 0 <= pressure <= 100:  # also true of NaN
        return _("The pressure %(value)s is outside 0 to 100.") % {"value": f"{pressure:g}"}
    return ""


def _wrong_facts(draft: Read, sensor: Sensor) -> str:
    try:
        text = json.dumps(dict(draft.facts), allow_nan=False, ensure_ascii=False)
        storable = b"\\u0000" not in text.encode()
    except (TypeError, ValueError):
        storable = False
    if not storable:
        return _("The facts of the reading hold something that is neither text nor a finite number.")
    for metric in sensor.metrics:
        value = draft.facts.get(metric.fact)
        if draft.status == Status.OK and (isinstance(value, bool) or not isinstance(value, int | float)):
            return _("The reading lacks the figure “%(fact)s”.") % {"fact": metric.fact}
        if metric.unit == "%" and isinstance(value, int | float) and not 0 <= value <= 100:
            return _("The figure “%(fact)s” is outside 0 to 100 %%.") % {"fact": metric.fact}
        if isinstance(value, int | float) and abs(value) > MOST:
            return _("The figure “%(fact)s” is larger than any shop's can be.") % {"fact": metric.fact}
    return ""


def _wrong_source(draft: Read, now: datetime) -> str:
    source = draft.source
    if source is None:
        return _("The reading does not say where its figures come from.") if draft.status in WITH_FIGURE else ""
    if source.at is not None and source.at - now > CLOCKS_DIFFER:
        return _("The newest entry in “%(source)s” is dated in the future.") % {"source": source.label}
    return ""
