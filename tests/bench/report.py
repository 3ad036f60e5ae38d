"""Lines of the report: a figure, what it is compared with, and the budget."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measured figure; `ratio` is the figure to judge, `budget` the words it is judged by."""

    name: str
    figure: str
    ratio: str = ""
    budget: str = ""

    def show(self) -> None:
        print(f"  {self.name:58} {self.figure:>18} {self.ratio:>14}  {self.budget}", flush=True)


def calibration_s() -> float:
    """Seconds of CPU for a fixed loop: how fast this machine is now."""
    begun = time.process_time()
    total = 0
    for number in range(5_000_000):
        total += number & 7
    return time.process_time() - begun
