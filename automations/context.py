"""What a plan may look at: one client, one moment, and the shop as it was known then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from automations import frequency
from automations.actions.base import ActionKind, action_key
from automations.models import Action
from crm.as_of import AsOf
from crm.mirror import DAY_S, Purchases, SourceFacts
from crm.models import Cart, Consent, ConsentEvent, ContactQuerySet, DiscountCode, Order, Source
from crm.models.history import Channel
from integrations import connections
from tenants.models import Client

if TYPE_CHECKING:
    from learning.science.churn import ChurnScores
    from learning.science.fits import Fits

FILES = (Source.Slug.IMPORTED, Source.Slug.DEMO)
"""Sources whose times are those of a file, not of a person who just said yes."""


@dataclass(frozen=True)
class Context(AsOf):
    """Bound to the active client; nothing known later than `now` is seen, nothing is written."""

    client: Client
    automation: str
    now: datetime

    @property
    def contacts(self) -> ContactQuerySet:
        return self.mirror.contacts

    @cached_property
    def purchases(self) -> Purchases:
        """Every sale of a known contact, oldest first."""
        return self.mirror.purchases()

    @property
    def source(self) -> SourceFacts | None:
        """Where the orders come from, and how fresh they are."""
        return self.mirror.source()

    def confidence(self) -> float | None:
        """How sure it is, in percent, that this automation does well here: from its record, None without one."""
        from automations import registry
        from automations.trust.record import counted, trials_of  # looks at runs, which plan through this

        trials = trials_of(self.client, registry.get(self.automation), self.now)
        bound = counted(trials, self.now).lower_bound
        return None if bound is None else 100 * bound

    def churn_scores(self, *, horizon_days: int) -> "ChurnScores":
        """The risk of every buyer, from purchases known by now."""
        from learning.science import churn  # brings scipy: only who scores pays for it

        bought = self.purchases
        purchases = churn.Purchases(bought.contact_ids, bought.days, bought.amounts)
        day = self.now.timestamp() / DAY_S
        return churn.score(purchases, as_of_day=day, horizon_days=horizon_days, fits=self.fits)

    @property
    def fits(self) -> "Fits | None":
        """Fits of the purchases that were made before, where many days are looked at."""
        return None

    def last_purchase_days(self) -> dict[int, int]:
        """The day of each buyer's last sale, in days since 1970-01-01 UTC."""
        # Oldest first, so that the last one stays.
        return dict(zip(self.purchases.contact_ids.tolist(), self.purchases.days.astype(int).tolist(), strict=True))

    def last_orders(self, contact_ids: Iterable[int]) -> dict[int, Order]:
        return self.mirror.last_order(contact_ids)

    def selected(self, segment: dict[str, Any]) -> list[int]:
        """The ids of a Segment's contacts that exist, ascending."""
        found = self.contacts
        if "tag" in segment:
            found = found.tagged(segment["tag"])
        elif "contacts" in segment:
            found = found.filter(pk__in=segment["contacts"])
        return list(found.order_by("pk").values_list("pk", flat=True))

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        """Those of the actions' keys that were planned before."""
        return Action.objects.keys_known(keys)

    def sent_to(self, contact_ids: Iterable[int]) -> dict[int, list[datetime]]:
        """When messages left for each contact lately, by all automations together."""
        return frequency.sent_to(contact_ids, since=self.now - frequency.WINDOW)

    def carts_left(self, after: datetime, until: datetime, token: str = "") -> list[Cart]:
        """Carts of people we know that were left between the two moments, or the one called `token`."""
        found = Cart.objects.left(after, until)
        return list(found.filter(token=token) if token else found)

    def carts_of(self, contact_ids: Iterable[int], days: int) -> dict[int, Cart]:
        """The cart that each of them last touched within so many days, if it is not bought or emptied."""
        lately = Cart.objects.left(self.now - timedelta(days=days), self.now).filter(contact_id__in=list(contact_ids))
        return {cart.contact_id: cart for cart in lately if cart.contact_id is not None}  # oldest first: the last stays

    def subscribed(self, after: datetime, until: datetime, contact_id: int = 0) -> dict[int, datetime]:
        """Who said yes to e-mail between the two moments, and when; all, or the one contact. No file counts."""
        yes = (
            ConsentEvent.objects.as_of(until)
            .filter(channel=Channel.EMAIL, state=Consent.OPTED_IN)
            .exclude(source__in=FILES)
        )
        yes = yes.filter(happened_at__gt=after, **({"contact_id": contact_id} if contact_id else {}))
        return dict(yes.order_by("happened_at").values_list("contact_id", "happened_at"))

    def day(self, at: datetime) -> date:
        """The date of a moment at the client's place."""
        return at.astimezone(self.client.zone).date()

    def codes_free(self, percent: int, until: datetime) -> int:
        """How many codes of the client's pool give this much and still count then."""
        return DiscountCode.objects.free(percent, until).count()

    def connected(self, connector: str) -> bool:
        """Is an outside service connected now? Calls no network."""
        return connections.is_connected(connector)

    def acted(self, kind: type[ActionKind], occasions: Iterable[tuple[str | int, ...]]) -> set[tuple[str | int, ...]]:
        """The occasions among these for which this automation already planned an action of `kind`."""
        keys = {action_key(self.automation, kind.slug, occasion): occasion for occasion in occasions}
        return {keys[key] for key in self.known_keys(keys)}
