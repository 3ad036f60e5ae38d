"""What a sensor reads with: one client, one moment, the mirror and the costs as of it."""

from datetime import datetime
from functools import cached_property

from crm.as_of import AsOf
from integrations import connections, costs
from integrations.connections import Status
from integrations.models import CostLine
from sensors.base import Source
from tenants.models import Client


class Tools(AsOf):
    """Bound to the active client and to `now` (aware); everything read through it is as of `now`."""

    def __init__(self, client: Client, now: datetime) -> None:
        self.client = client
        self.now = now
        self._connections: dict[str, Status] = {}

    def connection(self, slug: str) -> Status:
        """How an outside service stands for the client; looked up once. Calls no network."""
        if slug not in self._connections:
            self._connections[slug] = connections.status(slug)
        return self._connections[slug]

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
        return CostLine.objects.counted().order_by("-at").values_list("at", flat=True).first()

    def budgets(self) -> list[costs.BudgetUse]:
        """The client's budgets with what is used of each in its running period."""
        return costs.budget()
