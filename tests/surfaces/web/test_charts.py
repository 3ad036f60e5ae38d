"""Charts tell what is known: round axes, honest gaps, the same figures in words."""

import math
import re

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surfaces.web.charts import BarChart, LineChart, draw_bars, draw_line
from surfaces.web.charts.line import MOST_POINTS, sample
from surfaces.web.charts.scale import BOTTOM, TOP, scale_for


def line(values: list[float | None], **more: object) -> LineChart:
    labels = [f"day {i}" for i in range(len(values))]
    return LineChart("trend", "Revenue", labels, values, **more)  # type: ignore[arg-type]


def bars(values: list[float | None], **more: object) -> BarChart:
    labels = [f"w{i}" for i in range(len(values))]
    return BarChart("weeks", "Recovered", labels, values, **more)  # type: ignore[arg-type]


def page(chart: LineChart | BarChart) -> str:
    tag = "line_chart" if isinstance(chart, LineChart) else "bar_chart"
    return Template("{% load three_a %}{% " + tag + " chart %}").render(Context({"chart": chart}))


def test_a_line_runs_from_edge_to_edge() -> None:
    drawn = draw_line(line([0, 30, 60]))
    assert drawn.line == "M0 1000 500 500 1000 0"
    assert drawn.area == "M0 1000 500 500 1000 0V1000H0z"
    assert drawn.frame.ticks == ["60", "40", "20", "0"]
    assert drawn.dot is not None
    assert (drawn.dot.x, drawn.dot.y) == ("100%", "20")


def test_a_missing_value_is_a_gap_not_a_zero() -> None:
    drawn = draw_line(line([30, 60, None, 60, 30]))
    assert drawn.line.count("M") == 2
    assert drawn.line == "M0 500 250 0M750 0 1000 500"
    assert " 1000" not in drawn.line.replace("1000 500", "")
    assert drawn.frame.gaps
    assert drawn.frame.rows[2].value == "not known"


@pytest.mark.parametrize("hole", [math.nan, math.inf, -math.inf])
def test_what_cannot_be_drawn_is_missing(hole: float) -> None:
    assert draw_line(line([1, hole, 3])).line.count("M") == 2


def test_a_value_between_two_gaps_is_a_point() -> None:
    assert "M500 0h0" in draw_line(line([None, 60, None])).line
    assert draw_line(line([None, 60, None])).area == ""


def test_one_value_alone_stands_in_the_middle() -> None:
    drawn = draw_line(line([42]))
    assert drawn.dot is not None
    assert drawn.dot.x == "50%"
    assert [word.anchor for word in drawn.frame.words] == ["middle"]


def test_nothing_known_draws_no_chart() -> None:
    for chart in (line([]), line([None, None]), bars([]), bars([None])):
        written = page(chart)
        assert 'role="img"' not in written
        assert "There are no figures to draw." in written


def test_losses_hang_below_the_zero_line() -> None:
    drawn = draw_bars(bars([10, -10]))
    gain, loss = drawn.bars
    zero = float(drawn.frame.zero)
    assert float(gain.y) + float(gain.height) == pytest.approx(zero, abs=1)
    assert float(loss.y) == pytest.approx(zero, abs=1)
    assert drawn.frame.ticks == ["10", "0", "-10"]


def test_a_missing_bar_is_an_outline_and_a_zero_is_nothing() -> None:
    missing, zero, small = draw_bars(bars([None, 0, 0.001, 1000])).bars[:3]
    assert missing.look == "gap"
    assert (zero.look, zero.height) == ("bar", "0")
    assert small.height == "1"
    assert "not known" in page(bars([None, 0, 1]))


def test_pairs_of_bars_stand_side_by_side() -> None:
    drawn = draw_bars(bars([10, 20], other=[5, None], other_name="as it was"))
    assert [bar.look for bar in drawn.bars] == ["bar other", "bar", "gap", "bar"]
    assert [bar.x for bar in drawn.bars] == ["6%", "26%", "56%", "76%"]
    assert {bar.width for bar in drawn.bars} == {"18%"}


def test_a_shorter_comparison_is_missing_at_its_end() -> None:
    assert draw_line(line([1, 2, 3], other=[1, 2])).other.count("M") == 1
    assert line([1, 2, 3], other=[1, 2]).other == [1, 2, None]


def test_labels_must_match_values() -> None:
    with pytest.raises(ValueError, match="2 labels for 1 values"):
        LineChart("trend", "Revenue", ["a", "b"], [1])


def test_many_values_keep_their_peaks_their_holes_and_say_what_is_left_out() -> None:
    values: list[float | None] = [float(i % 10) for i in range(10_000)]
    values[5_000], values[7_001] = 10_000.0, None
    drawn = draw_line(line(values))
    assert len(drawn.frame.rows) <= MOST_POINTS + 2
    assert drawn.frame.left_out == 10_000 - len(drawn.frame.rows)
    assert any(row.value == "10,000" for row in drawn.frame.rows)
    assert drawn.line.count("M") == 2
    assert "values are not drawn" in page(line(values))


def test_only_the_latest_bars_of_many_are_drawn() -> None:
    drawn = draw_bars(bars([float(i) for i in range(100)]))
    assert len(drawn.bars) == 60
    assert drawn.frame.left_out == 40
    assert drawn.frame.rows[-1].value == "99"


def test_an_event_is_marked_where_it_happened() -> None:
    drawn = draw_line(line([1, 2, 3, 4, 5], events=[(0, "imported"), (2, "switched on"), (4, "now")]))
    assert [(word.x, word.anchor) for word in drawn.events] == [("0%", "start"), ("50%", "middle"), ("100%", "end")]


def test_a_chart_is_told_in_words_too() -> None:
    drawn = draw_line(line([66_000, None, 191_000], unit="MAD"))
    assert drawn.frame.description == (
        "From day 0 to day 2. Lowest MAD\u00a0660.00 (day 0), highest MAD\u00a01,910.00 (day 2), "
        "latest MAD\u00a01,910.00 (day 2). 1 figure is missing."
    )
    written = page(line([1, 2]))
    assert 'aria-labelledby="trend-title trend-text"' in written
    assert '<title id="trend-title">Revenue</title>' in written
    assert written.count('<th scope="row">') == 2


def test_coordinates_do_not_follow_the_readers_language() -> None:
    with translation.override("fr"):
        written = page(line([1.5, None, 2.25, 7], other=[1, 2, 3, 4])) + page(bars([1.5, 2.25, 7]))
    for name in ("d", "x", "y", "cx", "cy", "width", "height"):
        for value in re.findall(rf'\s{name}="([^"]*)"', written):
            assert re.fullmatch(r"[-MVHhz0-9.% ]*", value), (name, value)


def test_foreign_words_stay_words() -> None:
    chart = LineChart("trend", "<script>", ['"><img src=x>', "b"], [1, 2], events=[(0, "</svg><b>")])
    written = page(chart)
    assert "<script>" not in written
    assert "<img" not in written
    assert "<b>" not in written
    assert "&lt;script&gt;" in written


def test_a_chart_carries_no_style_and_no_handler() -> None:
    written = page(line([1, None, 3], events=[(1, "x")])) + page(bars([1, -1], other=[2, 3]))
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script", written)


@given(st.lists(st.floats(min_value=-1e12, max_value=1e12), min_size=1, max_size=50))
def test_every_value_finds_its_place_on_the_axis(values: list[float]) -> None:
    scale = scale_for(values)
    assert scale.low <= 0 <= scale.high
    assert scale.low < scale.high
    assert 2 <= len(scale.ticks()) <= 7
    for value in values:
        assert TOP - 0.01 <= scale.pixels(value) <= BOTTOM + 0.01


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=2000))
def test_a_sample_is_ordered_real_and_bounded(values: list[float | None]) -> None:
    shown = sample(values, MOST_POINTS)
    assert shown == sorted(set(shown))
    assert len(shown) <= MOST_POINTS + 2
    assert {shown[0], shown[-1]} == {0, len(values) - 1}
    known = [value for value in values if value is not None]
    if known:
        drawn = [values[i] for i in shown if values[i] is not None]
        assert max(known) in drawn
        assert min(known) in drawn
