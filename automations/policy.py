"""When an action may happen by itself, and when a person is asked. The strictest rule wins.

Every rule is applied, the automation's and the kind's. People and costs are counted per client
and automation over a rolling day, together with what is planned now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from automations.base import Automation
from automations.models import Action, Policy, Run
from automations.plan import PlannedAction
from automations.risk import Risk
from integrations import costs
from integrations.models import MICROS_PER_CENT, CostLine
from tenants import switches
from tenants.markets import limits
from tenants.models import Client

DAY = timedelta(days=1)
Reason = dict[str, Any]


class Answer(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Verdict:
    """The answer for one action; `asks` are the codes of the rules that want a person."""

    answer: Answer
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    """The answers in the order of the actions, and the reasons in total, with their numbers."""

    verdicts: list[Verdict]
    reasons: list[Reason]

    @property
    def refused(self) -> bool:
        return any(verdict.answer == Answer.REFUSE for verdict in self.verdicts)


@dataclass(frozen=True)
class DayUse:
    """What this automation did at the client in the last day: whom it reached, what it cost."""

    people: frozenset[int]
    cost_micros: int


def limits_of(client: Client, automation: str) -> Policy:
    """The stored policy, else an unsaved one with the market's defaults."""
    stored = Policy.objects.of(automation).first()
    default = limits(client.currency)
    return stored or Policy(
        automation=automation,
        customer_value_cents=default.customer_value_cents,
        batch=default.batch,
        day_cost_cents=default.day_cost_cents,
    )


def day_use(automation: str, now: datetime, *, except_run: Run | None = None) -> DayUse:
    """People reached or released to, and costs spent or put aside, since this time yesterday."""
    reached = Action.objects.of_automation(automation).reaching_people().released_since(now - DAY)
    people = reached.exclude(contact_id=None).values_list("contact_id", flat=True).distinct()
    runs = Run.objects.of(automation)
    runs = runs.exclude(pk=except_run.pk) if except_run else runs
    lines = CostLine.objects.counted().since(now - DAY).filter(run_id__in=runs.values("pk"))
    return DayUse(frozenset(each for each in people if each is not None), lines.total_micros())


def decide(
    client: Client, automation: Automation, actions: Sequence[PlannedAction], *, now: datetime, run: Run | None = None
) -> Decided:
    """Answer for each action. The caller holds the automation's lock where the answer is acted on.

    `run` is the run being planned: what it has put aside already is not counted twice.
    """
    refusal = _refusal(client, actions, reserved=run is not None)
    if refusal:
        return Decided([Verdict(Answer.REFUSE, (refusal,)) for _each in actions], [{"code": refusal}])
    rules = limits_of(client, automation.slug)
    use = day_use(automation.slug, now, except_run=run)
    asks: list[list[str]] = [[] for _each in actions]
    reasons = [
        reason
        for rule in (_content, _financial, _communication, _operations, _cost)
        if (reason := rule(automation, actions, rules, use, asks))
    ]
    verdicts = [Verdict(Answer.ASK, tuple(codes)) if codes else Verdict(Answer.ALLOW) for codes in asks]
    return Decided(verdicts, reasons)


def _refusal(client: Client, actions: Sequence[PlannedAction], *, reserved: bool) -> str:
    if switches.paused(client):
        return "paused"
    if client.state != Client.State.ACTIVE:
        return "client_not_active"
    needed = sum(each.cost_micros for each in actions)
    return "budget_reached" if needed and not reserved and costs.over_budget(needed) else ""


def _risky(automation: Automation, action: PlannedAction, risk: Risk) -> bool:
    return risk in (automation.risk, action.wish.risk)


def _content(
    automation: Automation, actions: Sequence[PlannedAction], rules: Policy, use: DayUse, asks: list[list[str]]
) -> Reason | None:
    """What is published always asks."""
    asked = [number for number, each in enumerate(actions) if _risky(automation, each, Risk.CONTENT)]
    return _ask(asks, asked, "content", {"actions": len(asked)})


def _financial(
    automation: Automation, actions: Sequence[PlannedAction], rules: Policy, use: DayUse, asks: list[list[str]]
) -> Reason | None:
    """A customer worth more than the limit, or of unknown worth, asks. Actions without one do not."""
    risky = [n for n, each in enumerate(actions) if each.contact_id and _risky(automation, each, Risk.FINANCIAL)]
    unknown = [n for n in risky if actions[n].value_cents is None]
    above = [n for n in risky if (actions[n].value_cents or 0) > rules.customer_value_cents]
    hidden = _ask(asks, unknown, "value_unknown", {"people": _people(actions, unknown)})
    numbers = {"people": _people(actions, above), "limit_cents": rules.customer_value_cents}
    return _ask(asks, above, "customer_value", numbers) or hidden


def _communication(
    automation: Automation, actions: Sequence[PlannedAction], rules: Policy, use: DayUse, asks: list[list[str]]
) -> Reason | None:
    """More people within a day than it may reach alone: then every message of the plan asks."""
    messages = [number for number, each in enumerate(actions) if each.wish.is_communication]
    people = use.people | {each for n in messages if (each := actions[n].contact_id)}
    if not messages or len(people) <= rules.batch:
        return None
    return _ask(asks, messages, "batch", {"people": len(people), "limit": rules.batch})


def _operations(
    automation: Automation, actions: Sequence[PlannedAction], rules: Policy, use: DayUse, asks: list[list[str]]
) -> Reason | None:
    """An operation less sure than the limit, or of unknown certainty, asks."""
    risky = [n for n, each in enumerate(actions) if _risky(automation, each, Risk.OPERATIONS)]
    unsure = [n for n in risky if (actions[n].wish.confidence or 0) < rules.confidence]
    return _ask(asks, unsure, "confidence", {"actions": len(unsure), "limit": rules.confidence})


def _cost(
    automation: Automation, actions: Sequence[PlannedAction], rules: Policy, use: DayUse, asks: list[list[str]]
) -> Reason | None:
    """A day that would cost more than the limit: then everything of the plan that costs asks."""
    costly = [number for number, each in enumerate(actions) if each.cost_micros]
    total = use.cost_micros + sum(actions[n].cost_micros for n in costly)
    if not costly or total <= rules.day_cost_cents * MICROS_PER_CENT:
        return None
    return _ask(asks, costly, "day_cost", {"micros": total, "limit_cents": rules.day_cost_cents})


def _ask(asks: list[list[str]], numbers: Sequence[int], code: str, facts: dict[str, int]) -> Reason | None:
    for number in numbers:
        asks[number].append(code)
    return {"code": code, **facts} if numbers else None


def _people(actions: Sequence[PlannedAction], numbers: Sequence[int]) -> int:
    return len({actions[n].contact_id for n in numbers})
