"""The bar chart: amounts side by side; what is missing is an open outline, never a bar of zero."""

from dataclasses import dataclass

from surfaces.web.charts.axes import Drawing, frame
from surfaces.web.charts.scale import Scale, across, scale_for, text
from surfaces.web.charts.spec import BarChart, only_known

MOST_BARS = 60
GAP_HEIGHT = 10
# Shares of one slot: where bars start and how wide they are, alone and as a pair (other, own).
ALONE = (0.18, 0.64)
PAIR = ((0.12, 0.36), (0.52, 0.36))


@dataclass(frozen=True)
class Bar:
    """One rectangle; `look` is its class: "bar", "bar other" or "gap" (nothing known)."""

    look: str
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True)
class BarDrawing:
    """The frame and its bars."""

    frame: Drawing
    bars: list[Bar]


def draw_bars(chart: BarChart) -> BarDrawing:
    """Draw `chart`; of more than 60 values only the latest, and the template says so."""
    shown = list(range(max(0, len(chart.values) - MOST_BARS), len(chart.values)))
    values = [chart.values[i] for i in shown]
    others = [chart.other[i] for i in shown] if chart.other else []
    scale = scale_for(only_known([*values, *others]))
    slot = 1 / max(1, len(shown))
    bars: list[Bar] = []
    for position, value in enumerate(values):
        left = position * slot
        if others:
            bars.append(_bar("bar other", others[position], scale, left, slot, PAIR[0]))
        bars.append(_bar("bar", value, scale, left, slot, PAIR[1] if others else ALONE))
    return BarDrawing(frame(chart, scale, shown, lambda position: (position + 0.5) * slot), bars)


def _bar(look: str, value: float | None, scale: Scale, left: float, slot: float, share: tuple[float, float]) -> Bar:
    x, width = across(left + share[0] * slot), across(share[1] * slot)
    zero = scale.pixels(0)
    if value is None:
        return Bar("gap", x, width, text(zero - GAP_HEIGHT), text(GAP_HEIGHT))
    end = scale.pixels(value)
    # Something small is still something: one pixel, so that only zero draws nothing.
    height = max(abs(end - zero), 1.0 if value else 0.0)
    return Bar(look, x, width, text(zero - height if value > 0 else zero), text(height))
