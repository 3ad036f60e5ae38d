"""Runs in lists: what each did and what is known of its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from automations import actions, registry
from automations.actions import ActionKind
from automations.models import Action, Run
from automations.outcome_words import sentence
from automations.tallies import STAGES, OrdersSeen, Tally, tallies
from reviews import reasons
from surfaces.web import formats

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
    said = [words % {"n": formats.number(count)} for count, words in (*_people(tally), *_things(tally)) if count]
    if not said and run.is_over:
        return " ".join(reasons.sentence(reason) for reason in run.reasons) or _("Nothing had to be done.")
    return ", ".join(said) or _("Nothing has happened yet.")


def _people(tally: Tally) -> list[tuple[int, str]]:
    """Messages are told by the people whom they reach, as their effect is."""
    n = {stage: tally.people.get(stage, 0) for stage in STAGES}
    return [
        (n["done"], ngettext("%(n)s person written to", "%(n)s people written to", n["done"])),
        (n["ahead"], ngettext("messages to come for %(n)s person", "messages to come for %(n)s people", n["ahead"])),
        (n["waiting"], ngettext("%(n)s person waiting", "%(n)s people waiting", n["waiting"])),
        (n["skipped"], ngettext("skipped for %(n)s person", "skipped for %(n)s people", n["skipped"])),
        (n["unknown"], ngettext("not known for %(n)s person", "not known for %(n)s people", n["unknown"])),
        (n["failed"], ngettext("failed for %(n)s person", "failed for %(n)s people", n["failed"])),
        (
            n["dropped"],
            ngettext(
                "rejected or called off for %(n)s person", "rejected or called off for %(n)s people", n["dropped"]
            ),
        ),
        (
            n["held_out"],
            ngettext("%(n)s person left out to compare with", "%(n)s people left out to compare with", n["held_out"]),
        ),
    ]


def _things(tally: Tally) -> list[tuple[int, str]]:
    """Whatever else was done, by what it is; the rest of it as actions."""
    n = {stage: tally.things.get(stage, 0) for stage in STAGES}
    done = [(number, actions.kind(slug).words_done(number)) for slug, number in tally.done.items()]
    gone = n["done"] - sum(tally.done.values())  # of kinds that have left the code since
    return [
        *sorted(done, key=lambda each: -each[0]),
        (gone, ActionKind.words_done(gone)),
        (n["ahead"], ngettext("%(n)s action to come", "%(n)s actions to come", n["ahead"])),
        (n["waiting"], ngettext("%(n)s action waiting", "%(n)s actions waiting", n["waiting"])),
        (n["skipped"], ngettext("%(n)s action skipped", "%(n)s actions skipped", n["skipped"])),
        (n["unknown"], ngettext("%(n)s action not known", "%(n)s actions not known", n["unknown"])),
        (n["failed"], ngettext("%(n)s action failed", "%(n)s actions failed", n["failed"])),
        (
            n["dropped"],
            ngettext("%(n)s action rejected or called off", "%(n)s actions rejected or called off", n["dropped"]),
        ),
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
