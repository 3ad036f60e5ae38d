"""When an action may happen by itself, and when a person is asked. The strictest rule wins.

Every rule is applied, the automation's and the kind's. People and costs are counted per client
and automation over a rolling day, together with what is planned now and what was let go and is
still to leave within a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q

from automations.base import Automation
from automations.models import Action, Policy, Run
from automations.plan import PlannedAction
from automations.risk import Risk
from automations.room import DAY
from automations.trust import force
from integrations import costs
from integrations.models import MICROS_PER_CENT, CostLine
from tenants import switches
from tenants.markets import limits
from tenants.models import Client

Reason = dict[str, Any]


class Answer(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Verdict:
    """The answer for one action; `asks` are the codes of the rules that want a person.

    `on_trust` says that only earned limits keep it from asking.
    """

    answer: Answer
    asks: tuple[str, ...] = ()
    on_trust: bool = False


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
    """What this automation did at the client in the last day or will in the next: whom it reaches, what it costs."""

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


def limits_now(client: Client, automation: str, version: str) -> Policy:
    """The limits inside which this version need not ask now: the policy's, wider where it has earned it."""
    rules, earned = limits_of(client, automation), force.held(automation, version)
    return force.widened(rules, earned) if earned else rules


def day_use(automation: str, now: datetime, *, except_run: Run | None = None) -> DayUse:
    """People reached or released to, and costs spent or put aside, since this time yesterday or to come by tomorrow."""
    let_go = Action.objects.of_automation(automation).let_go_between(now - DAY, now + DAY)
    people = let_go.reaching_people().exclude(contact_id=None).values_list("contact_id", flat=True).distinct()
    runs = Run.objects.of(automation)
    runs = runs.exclude(pk=except_run.pk) if except_run else runs
    lines = CostLine.objects.counted().filter(run_id__in=runs.values("pk"))
    to_come = let_go.released().filter(cost_micros__gt=0).values("pk")
    lines = lines.filter(Q(at__gte=now - DAY) | Q(action_id__in=to_come))
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
    return judged(client, automation, actions, day_use(automation.slug, now, except_run=run))


def judged(client: Client, automation: Automation, actions: Sequence[PlannedAction], use: DayUse) -> Decided:
    """Allow or ask for each action, beside what the automation did in the last day already."""
    rules = limits_of(client, automation.slug)
    strict, reasons = _weighed(automation, actions, rules, use, client.currency)
    earned = force.in_force(automation) if any(strict) else None
    if earned is None:
        return Decided([_verdict(codes) for codes in strict], reasons)
    wide, reasons = _weighed(automation, actions, force.widened(rules, earned), use, client.currency)
    verdicts = [_verdict(codes, on_trust=bool(own)) for codes, own in zip(wide, strict, strict=True)]
    return Decided(verdicts, reasons)


def _weighed(
    automation: Automation, actions: Sequence[PlannedAction], rules: Policy, use: DayUse, currency: str
) -> tuple[list[list[str]], list[Reason]]:
    """Per action the rules that ask, and their reasons in total."""
    bench = _Bench(automation, actions, rules, use, currency, asks=[[] for _each in actions])
    return bench.asks, bench.judge()


def _verdict(codes: Sequence[str], *, on_trust: bool = False) -> Verdict:
    return Verdict(Answer.ASK, tuple(codes)) if codes else Verdict(Answer.ALLOW, on_trust=on_trust)


def _refusal(client: Client, actions: Sequence[PlannedAction], *, reserved: bool) -> str:
    if switches.paused(client):
        return "paused"
    if client.state != Client.State.ACTIVE:
        return "client_not_active"
    needed = sum(each.cost_micros for each in actions)
    return "budget_reached" if needed and not reserved and costs.over_budget(needed) else ""


@dataclass(frozen=True)
class _Bench:
    """One plan before its rules; `asks` collects, per action, the codes of those that want a person."""

    automation: Automation
    actions: Sequence[PlannedAction]
    rules: Policy
    use: DayUse
    currency: str
    asks: list[list[str]]

    def judge(self) -> list[Reason]:
        """Apply every rule; returns their reasons with the numbers compared."""
        found = (
            self._content(),
            self._customer_value(),
            self._value_unknown(),
            self._batch(),
            self._confidence(),
            self._day_cost(),
        )
        return [reason for reason in found if reason]

    def _content(self) -> Reason | None:
        """What is published always asks."""
        asked = self._risky(Risk.CONTENT)
        return self._ask(asked, "content", actions=len(asked))

    def _customer_value(self) -> Reason | None:
        """A customer worth more than the limit asks."""
        limit = self.rules.customer_value_cents
        above = [n for n in self._risky(Risk.FINANCIAL) if (self.actions[n].value_cents or 0) > limit]
        money: dict[str, float | str] = {"limit_cents": limit, "currency": self.currency}
        return self._ask(above, "customer_value", people=self._people(above), **money)

    def _value_unknown(self) -> Reason | None:
        """So does a contact of unknown worth; an action that is about no contact does not."""
        risky = self._risky(Risk.FINANCIAL)
        unknown = [n for n in risky if self.actions[n].contact_id and self.actions[n].value_cents is None]
        return self._ask(unknown, "value_unknown", people=self._people(unknown))

    def _batch(self) -> Reason | None:
        """More people within a day than it may reach alone: then every message of the plan asks."""
        messages = [number for number, each in enumerate(self.actions) if each.wish.is_communication]
        people = self.use.people | {each for n in messages if (each := self.actions[n].contact_id)}
        if len(people) <= self.rules.batch:
            return None
        return self._ask(messages, "batch", people=len(people), limit=self.rules.batch)

    def _confidence(self) -> Reason | None:
        """An operation less sure than the limit, or of unknown certainty, asks."""
        limit = self.rules.confidence
        unsure = [n for n in self._risky(Risk.OPERATIONS) if (self.actions[n].wish.confidence or 0) < limit]
        return self._ask(unsure, "confidence", actions=len(unsure), limit=limit)

    def _day_cost(self) -> Reason | None:
        """A day that would cost more than the limit: then everything of the plan that costs asks."""
        costly = [number for number, each in enumerate(self.actions) if each.cost_micros]
        total = self.use.cost_micros + sum(self.actions[n].cost_micros for n in costly)
        limit = self.rules.day_cost_cents
        if total <= limit * MICROS_PER_CENT:
            return None
        money: dict[str, float | str] = {"limit_cents": limit, "currency": self.currency}
        return self._ask(costly, "day_cost", cost_cents=total / MICROS_PER_CENT, **money)

    def _risky(self, risk: Risk) -> list[int]:
        """The actions to which the rule of `risk` applies: by the automation, or by their own kind."""
        return [n for n, each in enumerate(self.actions) if risk in (self.automation.risk, each.wish.risk)]

    def _people(self, numbers: Sequence[int]) -> int:
        return len({self.actions[n].contact_id for n in numbers})

    def _ask(self, numbers: Sequence[int], code: str, **facts: float | str) -> Reason | None:
        for number in numbers:
            self.asks[number].append(code)
        return {"code": code, **facts} if numbers else None
