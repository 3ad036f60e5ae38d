"""Charts as drawings the server makes: no script, no style attribute, nothing invented.

A view fills `LineChart` or `BarChart`; `{% line_chart %}` and `{% bar_chart %}` draw it with its
title, its description and a table of the same figures. A missing value (None, NaN) is a gap.
"""

from surfaces.web.charts.bars import draw_bars
from surfaces.web.charts.line import draw_line
from surfaces.web.charts.spec import BarChart, LineChart

__all__ = ["BarChart", "LineChart", "draw_bars", "draw_line"]
