"""Conditions that are checked again just before an action; one that fails skips the action."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from automations import lead_checks
from automations.models import Action
from crm.mirror import Mirror
from crm.models import Cart, Order

# A shop that imports its orders by file does so weekly; older than this, nobody knows who bought.
ORDERS_MAX_AGE = timedelta(days=7)
# A connected shop is read every few minutes; longer silent than this, a cart may long be bought.
SHOP_MAX_SILENCE = timedelta(hours=6)
# A code that ends sooner is no use to whoever reads the message tomorrow.
CODE_LEAST_TIME = timedelta(days=1)


@dataclass(frozen=True)
class Guard:
    """A named condition with what it needs, stored with the action and covered by its digest."""

    name: str
    at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        return {"name": self.name} | ({"at": self.at.isoformat()} if self.at else {}) | dict(self.facts)


@dataclass(frozen=True)
class GuardKind:
    """`check` gives the reason's code when the action must not happen, "" when it may."""

    name: str
    label: str | Promise
    check: Callable[[Mirror, int | None, dict[str, Any]], str]


def _has_not_bought_since(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    if contact_id is None:
        return "contact_gone"
    if mirror.bought_since(contact_id, datetime.fromisoformat(stored["at"])):
        return "bought_meanwhile"
    imported = mirror.last_imported_at()
    fresh = imported is not None and mirror.as_of - imported <= ORDERS_MAX_AGE
    return "" if fresh else "orders_stale"


def _cart_still_open(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    cart = Cart.objects.filter(pk=stored["cart"], contact_id__in=[contact_id]).first()
    if cart is None or cart.state == Cart.State.GONE or not cart.lines:
        return "cart_emptied"
    if cart.state == Cart.State.BOUGHT or mirror.bought_since(contact_id or 0, datetime.fromisoformat(stored["at"])):
        return "bought_meanwhile"
    if not set(stored["titles"]) <= set(cart.titles):
        return "cart_changed"
    return _silent(mirror)


def _order_stands(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    order = Order.objects.filter(pk=stored["order"]).first()
    if order is None or mirror.sent_back([order]):
        return "order_returned"
    return _silent(mirror)


def _silent(mirror: Mirror) -> str:
    read_at = mirror.last_read_at()
    return "" if read_at and mirror.as_of - read_at <= SHOP_MAX_SILENCE else "orders_stale"


def _code_counts(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    """A code that is to be made must have been made, and not been taken back since."""
    if stored["made_by"]:
        made = Action.objects.keyed([stored["made_by"]]).filter(state=Action.State.DONE, reason_code="")
        if not made.exists():
            return "code_missing"
    ends_soon = datetime.fromisoformat(stored["at"]) - mirror.as_of < CODE_LEAST_TIME
    return "code_ended" if ends_soon else ""


def _message_to_come(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    to_come = Action.objects.keyed([stored["message"]]).open()
    return "" if to_come.exists() else "message_gone"


KINDS = {
    each.name: each
    for each in (
        GuardKind("has_not_bought_since", _("has not bought in the meantime"), _has_not_bought_since),
        GuardKind("cart_still_open", _("the cart is still open"), _cart_still_open),
        GuardKind("order_stands", _("nothing was sent back"), _order_stands),
        GuardKind("code_counts", _("the code counts"), _code_counts),
        GuardKind("lead_in_tier", _("the lead has not crossed into another tier"), lead_checks.in_tier),
        GuardKind("lead_is_silent", _("the lead has not replied and not bought"), lead_checks.is_silent),
        GuardKind("message_to_come", _("its message is still to come"), _message_to_come),
    )
}


def has_not_bought_since(at: datetime) -> Guard:
    return Guard("has_not_bought_since", at)


def cart_still_open(cart: Cart, titles: Iterable[str]) -> Guard:
    """Neither bought nor emptied, and everything that the message shows is still in it."""
    return Guard("cart_still_open", cart.updated_at, {"cart": cart.pk, "titles": sorted(set(titles))})


def order_stands(order: Order) -> Guard:
    """Neither called off nor sent back, not even in part."""
    return Guard("order_stands", facts={"order": order.pk})


def code_counts(until: datetime, made_by: str = "") -> Guard:
    """The code of the message ends no sooner than in a day, and the action that makes it has made it."""
    return Guard("code_counts", until, {"made_by": made_by})


def lead_in_tier(tier: str, since: datetime) -> Guard:
    """In this tier ever since that moment; one that crossed out and back is another occasion."""
    return Guard("lead_in_tier", since, {"tier": tier})


def lead_is_silent(since: datetime) -> Guard:
    """Nothing known of a reply or an order since."""
    return Guard("lead_is_silent", since)


def message_to_come(key: str) -> Guard:
    """The message that what is made is for has not been called off; `key` names its action."""
    return Guard("message_to_come", facts={"message": key})


def first_failing(mirror: Mirror, contact_id: int | None, guards: list[dict[str, Any]]) -> str:
    """The code of the first guard that says no; "" when all say yes."""
    for stored in guards:
        if code := KINDS[stored["name"]].check(mirror, contact_id, stored):
            return code
    return ""


def labels(guards: list[dict[str, Any]]) -> list[str]:
    """The guards in words."""
    return [str(KINDS[stored["name"]].label) for stored in guards]
