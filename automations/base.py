"""What an automation is: one file that declares itself and plans; it never acts."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from django.utils.functional import Promise

from automations import fields
from automations.actions.base import ActionKind
from automations.needs import Need, missing_now
from automations.plan_items import Fact, LeftOut
from automations.risk import Risk
from automations.triggers import Answer, Trigger

if TYPE_CHECKING:
    from automations.context import Context

__all__ = ["Answer", "Automation", "Fact", "Health", "LeftOut", "PlanItem", "Risk", "register"]

PlanItem = ActionKind | LeftOut | Fact


@dataclass(frozen=True)
class Health:
    """Ready, or exactly what is missing, each with what to do about it."""

    ready: bool
    missing: list[str] = field(default_factory=list)


class Automation(ABC):
    """One automation.

    `answers` says which pressure or goal it is good for. In the verticals of `on_from_start`
    autonomy may use it before anybody switched it on or off. `version` grows with every change of
    what it plans; a new version withdraws requests that still wait. `outcome_window` is how long
    after its start a run's effect is measured (None: its actions reach no contact).
    """

    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    description: ClassVar[str | Promise] = ""
    category: ClassVar[str]
    scope: ClassVar[Literal["client", "platform"]] = "client"
    needs: ClassVar[Sequence[Need]] = ()
    triggers: ClassVar[Sequence[Trigger]] = ()
    answers: ClassVar[Sequence[Answer]] = ()
    on_from_start: ClassVar[Sequence[str]] = ()
    risk: ClassVar[Risk] = Risk.NONE
    synonyms: ClassVar[dict[str, list[str]]] = {}
    version: ClassVar[int] = 1
    outcome_window: ClassVar[timedelta | None] = None

    class Params(fields.Form):
        """No parameters."""

    @abstractmethod
    def plan(self, ctx: "Context", params: dict[str, Any]) -> Iterator[PlanItem]:
        """Yield actions, left-out contacts and facts. Free, repeatable, reads through `ctx` only."""

    def health(self) -> Health:
        """Ready at the current client, or what is missing."""
        missing = [str(sentence) for sentence in missing_now(list(self.needs))]
        return Health(not missing, missing)


registered: dict[str, Automation] = {}

A = TypeVar("A", bound=Automation)


def register(cls: type[A]) -> type[A]:
    """Class decorator: put the automation in the registry."""
    if cls.slug in registered and type(registered[cls.slug]).__module__ != cls.__module__:
        raise ValueError(f"Two automations are called {cls.slug}.")
    registered[cls.slug] = cls()
    return cls
