"""The line chart: change over time, broken where nothing is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surfaces.web.charts.axes import Drawing, Word, frame, mark
from surfaces.web.charts.scale import BOTTOM, TOP, Scale, across, scale_for, text
from surfaces.web.charts.spec import LineChart, only_known

MOST_POINTS = 400
# The line has a box of its own, stretched to the drawing: 1000 by 1000.
BOX = 1000

Stroke = list[tuple[float, float]]
Place = Callable[[int], float]


@dataclass(frozen=True)
class Dot:
    """The latest known value."""

    x: str
    y: str


@dataclass(frozen=True)
class LineDrawing:
    """The frame and, as SVG path data, the line, the ground under it and the line it is compared with."""

    frame: Drawing
    line: str
    area: str
    other: str
    dot: Dot | None
    events: list[Word]


def draw_line(chart: LineChart) -> LineDrawing:
    """Draw `chart`; of more than 400 values each stretch keeps its lowest, its highest and its gap."""
    scale = scale_for(only_known([*chart.values, *chart.other]))
    shown = sample(chart.values, MOST_POINTS)

    def place(position: int) -> float:
        return 0.5 if len(shown) < 2 else position / (len(shown) - 1)

    strokes = _strokes([chart.values[i] for i in shown], scale, place)
    others = _strokes([chart.other[i] for i in shown], scale, place) if chart.other else []
    return LineDrawing(
        frame=frame(chart, scale, shown, place),
        line="".join(map(_path, strokes)),
        area="".join(_ground(stroke, scale) for stroke in strokes if len(stroke) > 1),
        other="".join(map(_path, others)),
        dot=_dot(strokes),
        events=[mark(_nearest(index, shown, place), said) for index, said in chart.events if shown],
    )


def sample(values: Sequence[float | None], most: int) -> list[int]:
    """Indexes to draw, at most about `most`: real values only, so no mean is ever invented."""
    if len(values) <= most:
        return list(range(len(values)))
    kept = {0, len(values) - 1}
    stretches = max(1, most // 3)
    for number in range(stretches):
        indexes = range(number * len(values) // stretches, (number + 1) * len(values) // stretches)
        present = [(values[i], i) for i in indexes if values[i] is not None]
        if present:
            kept |= {min(present)[1], max(present)[1]}
        kept |= set([i for i in indexes if values[i] is None][:1])
    return sorted(kept)


def _strokes(values: Sequence[float | None], scale: Scale, place: Place) -> list[Stroke]:
    """Runs of neighbouring known values, as points of the box."""
    strokes: list[Stroke] = [[]]
    for position, value in enumerate(values):
        if value is None:
            strokes.append([])
        else:
            strokes[-1].append((BOX * place(position), BOX * scale.share(value)))
    return [stroke for stroke in strokes if stroke]


def _path(stroke: Stroke) -> str:
    """A value alone becomes a stroke of no length, which round ends draw as a point."""
    points = " ".join(f"{text(x)} {text(y)}" for x, y in stroke)
    return f"M{points}" if len(stroke) > 1 else f"M{points}h0"


def _ground(stroke: Stroke, scale: Scale) -> str:
    zero = text(BOX * scale.share(0))
    return f"{_path(stroke)}V{zero}H{text(stroke[0][0])}z"


def _dot(strokes: list[Stroke]) -> Dot | None:
    if not strokes:
        return None
    x, y = strokes[-1][-1]
    return Dot(across(x / BOX), text(TOP + (BOTTOM - TOP) * y / BOX))


def _nearest(index: int, shown: Sequence[int], place: Place) -> float:
    closest = min(range(len(shown)), key=lambda position: abs(shown[position] - index))
    return place(closest)
