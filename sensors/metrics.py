"""Figures that a goal may name. Sensors declare them; this asks the last reading."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sensors import registry
from sensors.base import Metric, Sensor
from sensors.drafts import WITH_FIGURE
from sensors.freshness import worth
from sensors.models import Reading
from sensors.sectors import Status
from tenants.errors import Refused


@dataclass(frozen=True)
class MetricValue:
    """`value` is None where nothing was measured. Only a `status` of OK may be acted on."""

    value: float | None
    status: Status
    reading: Reading | None
    reason: str

    @property
    def known(self) -> bool:
        """Is it what is so now, if with reserve? Else `value` is at most what it was."""
        return self.value is not None and self.status in WITH_FIGURE


def all() -> dict[str, tuple[Metric, Sensor]]:
    """Every metric by slug, with the sensor that measures it."""
    return {metric.slug: (metric, sensor) for sensor in registry.all() for metric in sensor.metrics}


def get(slug: str) -> tuple[Metric, Sensor]:
    """The metric called `slug` and its sensor; raises Refused naming those there are."""
    known = all()
    if slug not in known:
        raise Refused(
            _("No metric is called “%(slug)s”. There are: %(known)s.")
            % {"slug": slug, "known": ", ".join(sorted(known))},
            code="no_such_metric",
        )
    return known[slug]


def value(slug: str, now: datetime) -> MetricValue:
    """What the metric is now, for the active client, in its unit; raises Refused for an unknown slug."""
    metric, sensor = get(slug)
    return value_in(Reading.objects.filter(sensor=sensor.slug).last_of_each().first(), metric, now)


def value_in(reading: Reading | None, metric: Metric, now: datetime) -> MetricValue:
    """What the last reading of the metric's sensor says of it at `now`."""
    if reading is None:
        return MetricValue(None, Status.UNKNOWN, None, _("Nothing was read yet."))
    counts = worth(reading, now)
    figure = reading.facts.get(metric.fact)
    return MetricValue(None if figure is None else float(figure), counts.status, reading, counts.reason)
