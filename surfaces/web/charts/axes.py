"""What line and bar charts have in common: grid, words along both axes, marked moments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surfaces.web.charts.scale import Scale, across, text
from surfaces.web.charts.spec import Chart, Row, describe, only_known, rows

WORDS = 4
LONG_WORD = 7
EDGE = 0.15
NEAR_EDGE = 0.04


@dataclass(frozen=True)
class Word:
    """A word in the drawing: where it stands and which end of it stands there."""

    x: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Drawing:
    """What both templates read. `grid` are heights of lines, `ticks` their words, both from the top.

    `left_out` values are not drawn.
    """

    chart: Chart
    description: str
    grid: list[str]
    zero: str
    ticks: list[str]
    words: list[Word]
    rows: list[Row]
    left_out: int
    gaps: bool

    @property
    def has_figures(self) -> bool:
        """False where there is nothing to draw."""
        return bool(only_known([*self.chart.values, *self.chart.other]))


def frame(chart: Chart, scale: Scale, shown: Sequence[int], place: Callable[[int], float]) -> Drawing:
    """Everything around the figures; `place` gives a shown value's share of the width."""
    return Drawing(
        chart=chart,
        description=describe(chart),
        # Half a pixel down, where a line one pixel wide is sharp.
        grid=[text(round(scale.pixels(tick)) + 0.5) for tick in scale.ticks()],
        zero=text(round(scale.pixels(0)) + 0.5),
        ticks=[chart.write_short(tick) for tick in scale.ticks()],
        words=_words([chart.labels[i] for i in shown], place),
        rows=rows(chart, shown),
        left_out=len(chart.values) - len(shown),
        gaps=any(chart.values[i] is None for i in shown),
    )


def mark(share: float, said: str) -> Word:
    """A word above a moment, kept inside the drawing."""
    anchor = "start" if share < EDGE else "end" if share > 1 - EDGE else "middle"
    return Word(across(share), anchor, said)


def _words(labels: Sequence[str], place: Callable[[int], float]) -> list[Word]:
    """A few labels under the drawing, as many as fit on a telephone."""
    count = len(labels)
    if not count:
        return []
    short = max(map(len, labels)) <= LONG_WORD
    many = min(WORDS if short else 2, count)
    chosen = sorted({round(i * (count - 1) / max(1, many - 1)) for i in range(many)})
    return [_under(place(i), labels[i], short) for i in chosen]


def _under(share: float, label: str, short: bool) -> Word:
    """Under its value; at an edge a word leans inwards, a long one from the edge itself."""
    near = NEAR_EDGE if short else 0.5
    if share < near:
        return Word(across(share if short else 0), "start", label)
    if share > 1 - near:
        return Word(across(share if short else 1), "end", label)
    return Word(across(share), "middle", label)
