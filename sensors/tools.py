"""What a sensor reads with: one client, one moment, the mirror and the costs as of it, and outside services."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Sum
from django.utils.translation import gettext as _

from crm.as_of import AsOf
from crm.models import OrderLine
from integrations import connections, costs
from integrations.connections import Status
from integrations.models import Connection, CostLine
from sensors.base import Source
from tenants.errors import Temporary
from tenants.models import Client

T = TypeVar("T")


class Tools(AsOf):
    """Bound to the active client and to `now` (aware); everything read through it is as of `now`.

    Sensors read in one go get the same tools, so that what several of them need is asked for once.
    """

    def __init__(self, client: Client, now: datetime) -> None:
        self.client = client
        self.now = now
        self._connections: dict[str, Status] = {}
        self._fetched: dict[Hashable, tuple[Any, Exception | None]] = {}

    def connection(self, slug: str) -> Status:
        """How an outside service stands for the client; looked up once. Calls no network."""
        if slug not in self._connections:
            self._connections[slug] = connections.status(slug)
        return self._connections[slug]

    def lost(self, slug: str) -> str:
        """Why a service that is set up for the client does not work; empty where it works, or never was set up."""
        found = self.connection(slug)
        return "" if found.works or found.state == Connection.State.MISSING else found.sentence

    def bound(self, slug: str) -> Any:
        """The outside service's client with the client's credentials, bound once.

        Raises Refused `not_connected` or `broken`; declare the need, then neither happens.
        """
        return self.shared(("client", slug), lambda: connections.bound(slug, why="sensor"))

    def shared(self, key: Hashable, fetch: Callable[[], T]) -> T:
        """What `fetch` gives, fetched once for every sensor that asks with this `key`.

        A failure is raised to each of them without a second try, and so is a fetch that was cut
        off. `key` begins with the service's slug and holds what the answer depends on.
        """
        if key not in self._fetched:
            # Stays in place when the time runs out in the middle: the next sensor must not wait as long again.
            cut_off = Temporary(_("Another sensor has just waited in vain for the same answer."), code="cut_off")
            self._fetched[key] = (None, cut_off)
            try:
                self._fetched[key] = (fetch(), None)
            except Exception as problem:
                self._fetched[key] = (None, problem)
        found, failure = self._fetched[key]
        if failure is not None:
            raise failure.with_traceback(None)
        return found  # type: ignore[no-any-return]

    @cached_property
    def orders_source(self) -> Source | None:
        """Where the orders come from, with the time of the newest one; None when none ever came."""
        facts = self.mirror.source()
        if facts is None:
            return None
        return Source(facts.slug, facts.label, facts.last_happened_at)

    @cached_property
    def last_cost_at(self) -> datetime | None:
        """When the newest cost was spent or put aside; None when there never was one."""
        lines = CostLine.objects.counted().filter(at__lte=self.now)
        return lines.order_by("-at").values_list("at", flat=True).first()

    def best_sellers(self, days: int, most: int) -> list[str]:
        """SKUs of what sold most pieces in the last `days` days, best first."""
        sold = OrderLine.objects.filter(order__in=self.orders.sales().last_days(days, self.now)).exclude(sku="")
        rows = sold.values("sku").annotate(pieces=Sum("quantity")).filter(pieces__gt=0).order_by("-pieces", "sku")
        return list(rows.values_list("sku", flat=True)[:most])

    def spent_by_service(self, days: int) -> dict[str, int]:
        """Millionths of the client's currency spent or put aside in the last `days` days, the dearest first."""
        lines = CostLine.objects.counted().since(self.now - timedelta(days=days)).filter(at__lte=self.now)
        rows = lines.values("what").annotate(micros=Sum("amount_micros")).order_by("-micros", "what")
        return dict(rows.values_list("what", "micros"))

    def budgets(self) -> list[costs.BudgetUse]:
        """The client's budgets with what is used of each in its running period."""
        return costs.budget()
