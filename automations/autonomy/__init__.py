"""Chooses, from pressure and goals, what to start next, and writes down why or why not."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from automations.models import DecisionRecord

# Imported late: the services, which the decision starts runs with, show decisions in their traces.


def tick() -> "list[DecisionRecord]":
    """Decide now for the active client: see `automations.autonomy.deciding.tick`."""
    from automations.autonomy import deciding

    return deciding.tick()


def forget() -> int:
    """Delete old decisions to do nothing; returns how many."""
    from automations.autonomy import deciding

    return deciding.forget()
