"""On which days, and when, an automation would have been asked; or why that cannot be replayed."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from automations import registry
from automations.base import Automation
from automations.triggers import After, Daily, On, Weekly
from tenants.errors import Refused
from tenants.models import Client

USUAL = "08:00"
"""When an automation without a schedule of its own is asked."""


@dataclass(frozen=True)
class Stage:
    """One automation of a chain; `after` says what it takes from the one before it."""

    automation: Automation
    after: After | None


def chain(automation: Automation) -> list[Stage]:
    """The automations whose plans must be replayed, first cause first; raises Refused where nothing could start it."""
    after = next((each for each in automation.triggers if isinstance(each, After)), None)
    if after is not None:
        return [*chain(registry.get(after.automation)), Stage(automation, after)]
    if automation.triggers and all(isinstance(each, On) for each in automation.triggers):
        sentence = _("“%(title)s” starts when something happens, and what happened is not kept day by day for replay.")
        raise Refused(sentence % {"title": automation.title}, code="no_occasions")
    return [Stage(automation, None)]


def moment(automation: Automation, day: date, client: Client) -> datetime | None:
    """When it would have been asked on `day`; None on a day it keeps still."""
    for trigger in automation.triggers:
        if isinstance(trigger, Weekly):
            return _at(day, trigger.at, client) if day.isoweekday() % 7 == trigger.weekday % 7 else None
        if isinstance(trigger, Daily):
            return _at(day, trigger.at, client)
    return _at(day, USUAL, client)


def has_schedule(automation: Automation) -> bool:
    return any(isinstance(each, Daily | Weekly) for each in automation.triggers)


def _at(day: date, clock_time: str, client: Client) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock_time), client.zone)
