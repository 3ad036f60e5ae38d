"""What the home page says, in few queries that do not grow with the client's runs, reviews or sensors."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Window

from automations.models import Run
from automations.tallies import OrdersSeen
from crm.models import Source
from reviews.models import Review
from sensors import goals, matrix
from sensors.goals import GoalGap
from sensors.matrix import SectorPressure
from sensors.models import Goal
from sensors.steady import LIMIT
from surfaces.web.client.coming import Coming, coming
from surfaces.web.client.run_facts import RunRow, run_rows
from surfaces.web.client.sensor_facts import SectorView, sector_view
from tenants.models import Client

SHOWN = 6
RUNS = 8
NEW = timedelta(hours=24)


@dataclass(frozen=True)
class Home:
    """Everything of the page that is refreshed; the chart stands apart."""

    reviews: list[Review]
    waiting: int
    runs: list[RunRow]
    sectors: list[SectorView]
    goals: list[GoalGap]
    coming: list[Coming]
    limit: float = LIMIT

    @property
    def pressing(self) -> list[SectorView]:
        """Sectors above the limit whose reading counts."""
        return [each for each in self.sectors if each.above_limit]

    @property
    def unmeasured(self) -> int:
        """Sectors about which nothing is known now."""
        return sum(not each.known for each in self.sectors)


def home(client: Client, now: datetime, orders: OrdersSeen) -> Home:
    """The active client's day as it stands at `now`; `orders` is where its orders come from."""
    reviews = list(_waiting(client)[:SHOWN])
    states = matrix.sensor_states(now)
    last = {state.sensor: state.reading for state in states if state.reading is not None}
    return Home(
        reviews=reviews,
        waiting=reviews[0].of_all if reviews else 0,
        runs=run_rows(_runs(), orders),
        sectors=_sectors(now, states),
        goals=goals.gaps_in(Goal.objects.open(), last, now),
        coming=coming(client, now),
    )


def orders_seen() -> OrdersSeen:
    """The freshest source of orders and when it last brought any."""
    return seen(Source.objects.freshest().first())


def seen(source: Source | None) -> OrdersSeen:
    """The same of a source that was read already."""
    return OrdersSeen(source.slug, source.last_imported_at) if source else OrdersSeen()


def _waiting(client: Client) -> Any:
    """What expires first, each with the number of all."""
    found = Review.objects.of_client(client).waiting().soonest_first()
    return found.annotate(of_all=Window(Count("pk")))


def _runs() -> list[Run]:
    """The latest runs that did something or were stopped; what waits is listed as a decision."""
    open_states = (Run.State.WAITING, Run.State.PLANNING, Run.State.DRAFTING)
    return list(Run.objects.exclude(state__in=open_states).newest_first()[:RUNS])


def _sectors(now: datetime, states: list[SectorPressure]) -> list[SectorView]:
    return [sector_view(pressure) for pressure in matrix.pressures(now, states)]
