"""Shared rows: ids, counts, money and states only."""

from events.models.board import Board
from events.models.event import Event
from events.models.job import Job, Lane
from events.models.schedule import Schedule

__all__ = ["Board", "Event", "Job", "Lane", "Schedule"]
