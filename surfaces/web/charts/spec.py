"""What a view says about a chart, and the words and rows that go with every drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surfaces.web import formats

NUMBER = "number"
PERCENT = "percent"


@dataclass(frozen=True)
class Chart:
    """One series, and a second one to compare it with.

    `key` is unique on the page (it builds element ids). `unit` is "number", "percent" (values are
    shares of one) or an ISO 4217 code (values are hundredths). `name` and `other_name` are the
    legend's words. `labels` name the values, oldest first. Raises ValueError when they do not match.
    """

    key: str
    title: str
    labels: Sequence[str]
    values: Sequence[float | None]
    name: str = ""
    other: Sequence[float | None] = ()
    other_name: str = ""
    unit: str = NUMBER

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.values):
            raise ValueError(f"chart {self.key}: {len(self.labels)} labels for {len(self.values)} values")
        object.__setattr__(self, "values", [known(value) for value in self.values])
        padded = [known(value) for value in self.other][: len(self.values)]
        padded += [None] * (len(self.values) - len(padded)) if padded else []
        object.__setattr__(self, "other", padded)

    def write(self, value: float | None) -> str:
        """The value in full, with its unit; words where it is missing."""
        if value is None:
            return formats.unknown()
        if self.unit == PERCENT:
            return formats.percent(value, 1)
        return formats.number(value) if self.unit == NUMBER else formats.money(round(value), self.unit)

    def write_short(self, value: float) -> str:
        """The value on the axis, where room is short."""
        if self.unit == PERCENT:
            return formats.percent(value)
        if self.unit == NUMBER:
            return formats.short_number(value)
        return formats.short_money(value, self.unit)


@dataclass(frozen=True)
class LineChart(Chart):
    """Change over time. `events` mark moments: (index of the value, what happened)."""

    events: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class BarChart(Chart):
    """Amounts per period or kind, side by side with `other` where it is given."""


@dataclass(frozen=True)
class Row:
    """One line of the table under a chart, already in words."""

    label: str
    value: str
    other: str


def known(value: float | None) -> float | None:
    """The value, or None for what no drawing can show (NaN, infinity)."""
    return value if value is not None and math.isfinite(value) else None


def only_known(values: Iterable[float | None]) -> list[float]:
    """The values that exist."""
    return [value for value in values if value is not None]


def rows(chart: Chart, shown: Sequence[int]) -> list[Row]:
    """The table of the values at the indexes `shown`."""
    other = chart.other or [None] * len(chart.values)
    return [Row(chart.labels[i], chart.write(chart.values[i]), chart.write(other[i])) for i in shown]


def describe(chart: Chart) -> str:
    """The drawing in two or three sentences, for those who cannot see it."""
    present = [(value, at) for value, at in zip(chart.values, chart.labels, strict=True) if value is not None]
    if not present:
        return _("There are no figures to draw.")
    low, high = min(present, key=lambda pair: pair[0]), max(present, key=lambda pair: pair[0])
    said = [
        _("From %(first)s to %(last)s.") % {"first": chart.labels[0], "last": chart.labels[-1]},
        _("Lowest %(low)s (%(low_at)s), highest %(high)s (%(high_at)s), latest %(latest)s (%(latest_at)s).")
        % {
            "low": chart.write(low[0]),
            "low_at": low[1],
            "high": chart.write(high[0]),
            "high_at": high[1],
            "latest": chart.write(present[-1][0]),
            "latest_at": present[-1][1],
        },
    ]
    missing = len(chart.values) - len(present)
    if missing:
        said.append(
            ngettext("%(count)s figure is missing.", "%(count)s figures are missing.", missing) % {"count": missing}
        )
    return " ".join(said)
