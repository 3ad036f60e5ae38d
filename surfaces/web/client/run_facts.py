"""Runs in lists: what each did and what is known of its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from automations import registry
from automations.models import Action, Run
from automations.outcome_words import sentence
from automations.tallies import OrdersSeen, Tally, tallies
from reviews import reasons

State = Action.State


@dataclass(frozen=True)
class RunRow:
    """One line: `did` in words, `look` the state shown for its effect, `effect` what is known of it."""

    run: Run
    title: str
    did: str
    look: str
    word: str
    effect: str
    source_at: datetime | None
    tally: Tally


def run_rows(runs: Sequence[Run], orders: OrdersSeen) -> list[RunRow]:
    """In the order given, with one query for all of them."""
    found = tallies(runs, orders)
    return [run_row(run, found[run.pk]) for run in runs]


def run_row(run: Run, tally: Tally) -> RunRow:
    """A run as a line of a list."""
    look, word = _look(run, tally)
    measured = tally.outcome.code != "not_measured" and tally.outcome.treated.people > 0
    return RunRow(
        run=run,
        title=title_of(run),
        did=did(run, tally),
        look=look,
        word=word,
        effect=sentence(tally.outcome) if measured and run.state not in _STOPPED else "",
        source_at=tally.outcome.source_at if measured else None,
        tally=tally,
    )


_STOPPED = (Run.State.REFUSED, Run.State.FAILED, Run.State.CANCELLED)


def title_of(run: Run) -> str:
    """The automation's title, also when it has left the catalogue."""
    known = registry.known(run.automation)
    return str(known.title) if known else run.automation


def did(run: Run, tally: Tally) -> str:
    """What has happened so far, counted; for a run that was stopped, why."""
    if run.state in (Run.State.REFUSED, Run.State.FAILED):
        why = " ".join(reasons.sentence(reason) for reason in run.reasons)
        return " ".join(each for each in (why, run.note) if each) or str(run.get_state_display()).capitalize()
    said = [words % {"n": count} for count, words in _counted(tally) if count]
    if not said and run.is_over:
        return " ".join(reasons.sentence(reason) for reason in run.reasons) or _("Nothing had to be done.")
    return ", ".join(said) or _("Nothing has happened yet.")


def _counted(tally: Tally) -> list[tuple[int, str]]:
    done, held, left = tally.of(State.DONE), tally.of(State.HELD_OUT), tally.of(State.WAITING)
    ahead = tally.of(State.RELEASED, State.SENDING, State.PLANNED)
    skipped, unknown, failed = tally.of(State.SKIPPED), tally.of(State.UNKNOWN), tally.of(State.FAILED)
    unticked = tally.of(State.REJECTED, State.CANCELLED)
    return [
        (done, ngettext("%(n)d done", "%(n)d done", done)),
        (ahead, ngettext("%(n)d to come", "%(n)d to come", ahead)),
        (left, ngettext("%(n)d waiting", "%(n)d waiting", left)),
        (skipped, ngettext("%(n)d skipped", "%(n)d skipped", skipped)),
        (unknown, ngettext("%(n)d not known", "%(n)d not known", unknown)),
        (failed, ngettext("%(n)d failed", "%(n)d failed", failed)),
        (unticked, ngettext("%(n)d rejected or called off", "%(n)d rejected or called off", unticked)),
        (held, ngettext("%(n)d left out to compare with", "%(n)d left out to compare with", held)),
    ]


def _look(run: Run, tally: Tally) -> tuple[str, str]:
    """State and word: the effect where it is measured, what needs a person before all."""
    if tally.of(State.UNKNOWN):
        return "warning", _("Look whether it arrived")
    if tally.of(State.FAILED):
        return "error", _("Some failed") if tally.of(State.DONE, State.RELEASED) else _("Failed")
    if run.state in _STOPPED or tally.outcome.code in ("not_measured", "nobody_reached"):
        return run.state, ""
    return tally.outcome.state, ""
