"""Which candidate to believe: the one that forecast the client's own past windows best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from learning.science import measures
from learning.science.candidates import Forecasts, train
from learning.science.timeline import Floats
from learning.science.windows import STEP_DAYS, History

TEST_WINDOWS = 3
FOLDS = 5
CLEAR_ERRORS = 2.0
PREFERRED = ("blend", "logistic", "bgnbd")


@dataclass(frozen=True)
class WindowScore:
    """How the candidates did on one past window: the evidence for the choice.

    `day` is the last day they knew. `ahead` is True when they were trained only on what
    was over by then; False when history was too short for that and each customer was
    forecast by models trained on the other customers of the same window.
    """

    day: int
    customers: int
    lapsed_share: float
    brier: dict[str, float]
    auc: dict[str, float]
    ahead: bool


def test(history: History, as_of: int) -> tuple[tuple[WindowScore, ...], str]:
    """Score past windows; return the evidence and the chosen candidate's name."""
    latest = as_of - history.horizon
    days = [latest - STEP_DAYS * step for step in range(TEST_WINDOWS)]
    tests = [(day, _forecast_ahead(history, day)) for day in days]
    made = [(day, forecasts) for day, forecasts in tests if forecasts]
    ahead = bool(made)
    if not ahead:
        made = [(latest, forecasts) for forecasts in [_forecast_others(history, latest)] if forecasts]
    outcomes = [history.at(day).lapsed for day, _forecasts in made]
    scores = tuple(
        WindowScore(
            day,
            len(outcome),
            float(outcome.mean()),
            {name: measures.brier(risk, outcome) for name, risk in forecasts.items()},
            {name: measures.auc(risk, outcome) for name, risk in forecasts.items()},
            ahead,
        )
        for (day, forecasts), outcome in zip(made, outcomes, strict=True)
    )
    # Cross-fitting cannot see the level change from one window to the next, which is what
    # the blend is there for, so such evidence is shown but does not decide.
    return scores, best([forecasts for _day, forecasts in made], outcomes) if ahead else PREFERRED[0]


def best(forecasts: list[Forecasts], outcomes: list[Floats]) -> str:
    """The preferred candidate, unless another's mean Brier score is lower by over two standard errors.

    Windows overlap, so the standard error of one window is used, not of their sum.
    """
    names = [name for name in PREFERRED if all(name in made for made in forecasts)]
    chosen = names[0]
    for name in names[1:]:
        gains, errors = [], []
        for made, outcome in zip(forecasts, outcomes, strict=True):
            gain = (made[chosen] - outcome) ** 2 - (made[name] - outcome) ** 2
            gains.append(gain.mean())
            errors.append(gain.std() / np.sqrt(len(gain)))
        if np.mean(gains) > CLEAR_ERRORS * np.mean(errors):
            chosen = name
    return chosen


def _forecast_ahead(history: History, day: int) -> Forecasts:
    """What the candidates would have said on `day`, or nothing where they could not be trained then."""
    if day < history.timeline.start:
        return {}
    trained = train(history, history.training_days(day))
    window = history.at(day)
    if trained is None or not len(window.lapsed):
        return {}
    return trained.forecast(window.features, window.silence)


def _forecast_others(history: History, day: int) -> Forecasts:
    """Each customer of the window, by models trained on the other customers (five folds)."""
    window = history.at(day)
    fold = np.arange(len(history.timeline.customer)) % FOLDS
    made: Forecasts = {}
    for number in range(FOLDS):
        trained = train(history, [day], keep=fold != number)
        held = fold[window.snapshot.row] == number
        if trained is None:
            return {}
        for name, risk in trained.forecast(window.features[held], window.silence[held]).items():
            made.setdefault(name, np.zeros(len(held)))[held] = risk
    return made
