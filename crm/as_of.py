"""Looking at a client's shop as it was known at one moment."""

from datetime import date, datetime
from functools import cached_property

from crm.mirror import Mirror
from crm.models import OrderQuerySet
from tenants.models import Client


class AsOf:
    """Bound to the active client and to `now` (aware); nothing known later is seen through it."""

    client: Client
    now: datetime

    @property
    def today(self) -> date:
        """The date at the client's place."""
        return self.now.astimezone(self.client.zone).date()

    @cached_property
    def mirror(self) -> Mirror:
        return Mirror(self.now)

    @property
    def orders(self) -> OrderQuerySet:
        return self.mirror.orders
