"""Costs and budgets: put aside before the effect, settled after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from integrations.metrics import SPENT
from integrations.models import MICROS_PER_CENT, Budget, CostLine
from tenants import clock, context, ledger
from tenants.errors import Refused
from tenants.models import Client, User

log = structlog.get_logger(__name__)

FORGOTTEN_AFTER = timedelta(hours=1)
"""Far longer than any call with all its tries."""


@dataclass(frozen=True)
class Price:
    """What one effect will cost: `amount_micros` in millionths of the client's currency."""

    what: str
    amount_micros: int
    units: int = 1


@dataclass(frozen=True)
class BudgetUse:
    """A budget and how much of it is spent or put aside since its period began."""

    period: str
    amount_cents: int
    used_micros: int
    since: datetime

    @property
    def left_micros(self) -> int:
        return self.amount_cents * MICROS_PER_CENT - self.used_micros


@transaction.atomic
def reserve(prices: Sequence[tuple[UUID | None, Price]], *, run_id: UUID | None = None) -> list[CostLine]:
    """Put aside what the actions (`None`: the run itself) will cost, all or nothing.

    Raises Refused `budget_reached` when a budget has not enough left; the budgets are held, so
    that two runs cannot spend the same money. Without a budget everything fits.
    """
    needed = sum(price.amount_micros for _id, price in prices)
    if needed and over_budget(needed, hold=True):
        raise Refused(_("The budget is used up; raise it or wait for the next period."), code="budget_reached")
    client, now = context.current(), clock.now()
    return CostLine.objects.bulk_create(
        CostLine(
            run_id=run_id,
            action_id=action_id,
            what=price.what,
            units=price.units,
            amount_micros=price.amount_micros,
            currency=client.currency,
            at=now,
        )
        for action_id, price in prices
    )


def settle(action_id: UUID) -> int:
    """The effect happened: what was put aside for it is spent. Returns the lines settled."""
    return CostLine.objects.of_action(action_id).reserved().update(state=CostLine.State.SETTLED, at=clock.now())


def release(*, action_ids: Sequence[UUID] = (), run_id: UUID | None = None) -> int:
    """The effects will not happen: what was put aside for them is free again."""
    lines = CostLine.objects.reserved()
    lines = lines.of_run(run_id) if run_id else lines.filter(action_id__in=action_ids)
    return lines.update(state=CostLine.State.RELEASED)


def close(line: CostLine, *, spent: bool, amount_micros: int | None = None) -> None:
    """End one reserved line that belongs to no action: spent (at `amount_micros` where it cost less), or free again."""
    state = CostLine.State.SETTLED if spent else CostLine.State.RELEASED
    amount = line.amount_micros if amount_micros is None else amount_micros
    ended = CostLine.objects.reserved().filter(pk=line.pk).update(state=state, amount_micros=amount, at=clock.now())
    if ended and spent:
        SPENT.add(line.what, line.currency, by=amount)


def settle_forgotten() -> int:
    """End the lines of calls whose process died before it could: they count as spent; how many.

    A line of a call belongs to no run and no action, and a call lasts no longer than minutes. The
    service may have worked for it, so that nothing is given back on a guess.
    """
    now = clock.now()
    lines = CostLine.objects.reserved().filter(run_id=None, action_id=None, at__lt=now - FORGOTTEN_AFTER)
    number = lines.update(state=CostLine.State.SETTLED)
    if number:
        log.warning("costs_settled_late", number=number)
    return number


def spent(since: datetime) -> int:
    """Millionths of the currency spent or put aside since `since`."""
    return CostLine.objects.counted().since(since).total_micros()


def budget(*, hold: bool = False) -> list[BudgetUse]:
    """Every budget with its use; `hold` locks them for the caller's transaction."""
    rows = Budget.objects.order_by("period")
    rows = rows.select_for_update() if hold else rows
    client, now = context.current(), clock.now()
    uses = []
    for row in rows:
        since = period_start(row.period, client, now)
        uses.append(BudgetUse(row.period, row.amount_cents, spent(since), since))
    return uses


def over_budget(needed_micros: int, *, hold: bool = False) -> bool:
    """Would `needed_micros` more pass any budget?"""
    return any(needed_micros > use.left_micros for use in budget(hold=hold))


def period_start(period: str, client: Client, now: datetime) -> datetime:
    """When the current day or month began at the client's place."""
    # fold=0: where midnight comes twice, the day begins with the first one.
    local = now.astimezone(client.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return local.replace(day=1) if period == Budget.Period.MONTH else local


@transaction.atomic
def set_budget(period: str, amount_cents: int, *, by: User | None = None) -> Budget:
    """Set the most that may be spent per day or month, in cents of the client's currency."""
    if amount_cents < 0:
        raise Refused(_("A budget cannot be negative."), code="bad_budget")
    currency = context.current().currency
    row, _made = Budget.objects.update_or_create(
        period=Budget.Period(period), defaults={"amount_cents": amount_cents, "currency": currency}
    )
    ledger.write("budget.set", row, by=by)
    return row
