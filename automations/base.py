"""What an automation is: one file that declares itself and plans; it never acts."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from django.utils.functional import Promise

from automations import fields
from automations.actions.base import ActionKind
from automations.frequency import MOST
from automations.needs import Need, missing_now
from automations.plan_items import Fact, LeftOut
from automations.risk import Risk
from automations.triggers import Answer, Trigger

if TYPE_CHECKING:
    from automations.context import Context
    from events.work import Happened

__all__ = ["Answer", "Automation", "Declaration", "Fact", "Health", "LeftOut", "PlanItem", "Risk", "register"]

PlanItem = ActionKind | LeftOut | Fact


@dataclass(frozen=True)
class Health:
    """Ready, or exactly what is missing, each with what to do about it."""

    ready: bool
    missing: list[str] = field(default_factory=list)


class Declaration:
    """What the catalogue says about one automation, whether or not it can be run yet.

    `Params` are its parameters, named as a person may name them in a sentence; an automation whose
    own parameters are others declares `Said` beside them. `synonyms` are ways to ask for it, by language.
    """

    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    description: ClassVar[str | Promise] = ""
    category: ClassVar[str]
    scope: ClassVar[Literal["client", "platform"]] = "client"
    needs: ClassVar[Sequence[Need]] = ()
    risk: ClassVar[Risk] = Risk.NONE
    synonyms: ClassVar[Mapping[str, Sequence[str]]] = {}
    is_built: ClassVar[bool] = False

    class Params(fields.Form):
        """No parameters."""

    Said: ClassVar[type[fields.Form] | None] = None

    def said(self) -> type[fields.Form]:
        """The form of what a sentence may name."""
        return self.Said or self.Params

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """The run's parameters of what a sentence named; raises Refused for a wish that cannot be met."""
        return said


class Automation(Declaration, ABC):
    """One automation that can be run.

    `answers` says which pressure or goal it is good for. In the verticals of `on_from_start`
    autonomy may use it before anybody switched it on or off. `version` grows with every change of
    what it plans; a new version withdraws requests that still wait. `outcome_window` is how long
    after its start a run's effect is measured (None: its actions reach no contact). `rhythm` is the
    least time between two messages of one run to one contact (None: what holds between any two).
    `most_messages` is how many one contact may get in fourteen days, those of every automation
    counted, while a series of this one is under way: at most `frequency.MOST_IN_SERIES`.
    """

    is_built: ClassVar[bool] = True
    triggers: ClassVar[Sequence[Trigger]] = ()
    answers: ClassVar[Sequence[Answer]] = ()
    on_from_start: ClassVar[Sequence[str]] = ()
    version: ClassVar[int] = 1
    outcome_window: ClassVar[timedelta | None] = None
    rhythm: ClassVar[timedelta | None] = None
    most_messages: ClassVar[int] = MOST

    @abstractmethod
    def plan(self, ctx: "Context", params: dict[str, Any]) -> Iterator[PlanItem]:
        """Yield actions, left-out contacts and facts. Free, repeatable, reads through `ctx` only."""

    def params_for(self, event: "Happened") -> dict[str, Any]:
        """What an event that starts it says of the run's parameters; the settings say the rest."""
        return {}

    def health(self) -> Health:
        """Ready at the current client, or what is missing."""
        missing = [str(sentence) for sentence in missing_now(list(self.needs))]
        return Health(not missing, missing)


registered: dict[str, Automation] = {}
"""The built ones, by slug."""
declared: dict[str, Declaration] = {}
"""Those that are declared and not built, by slug."""

D = TypeVar("D", bound=Declaration)


def register(cls: type[D]) -> type[D]:
    """Class decorator: put the automation in the registry, or the declaration beside it."""
    one = cls()
    known = registered.get(cls.slug) or declared.get(cls.slug)
    if known is not None and type(known).__module__ != cls.__module__:
        raise ValueError(f"Two automations are called {cls.slug}.")
    if isinstance(one, Automation):
        registered[cls.slug] = one
    else:
        declared[cls.slug] = one
    return cls
