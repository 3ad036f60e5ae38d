"""Make one discount code in the client's shop, for one message."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations import moments
from automations.actions.base import ActionKind, Shown, register
from automations.risk import Risk
from integrations import connections
from integrations.errors import Rejected, Unknown
from tenants import context
from tenants.errors import Refused, Temporary

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action
    from integrations.connectors.shopify.client import Shopify

TAKEN = frozenset({"taken", "duplicate"})


@register
@dataclass(frozen=True, kw_only=True)
class CreateDiscount(ActionKind):
    """`percent` off everything, for one order, until `ends_at`. `code` was fixed when it was planned.

    Shopify knows no keys, but no code twice: the code itself is what makes a repetition harmless.
    """

    slug: ClassVar[str] = "create_discount"
    title: ClassVar[str | Promise] = gettext_lazy("discount code")
    risk: ClassVar[Risk] = Risk.FINANCIAL
    is_external: ClassVar[bool] = True
    for_message: ClassVar[bool] = True

    code: str
    percent: int
    starts_at: datetime
    ends_at: datetime

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        contact = desk.contacts.get(cast(int, self.contact_id))
        return {
            "code": self.code,
            "percent": self.percent,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "uses": 1,
            "name": str(contact) if contact else "",
        }

    @classmethod
    def show(cls, action: "Action") -> Shown:
        if not action.payload:
            return Shown(title=str(cls.title))
        payload = action.payload
        facts = {
            "percent": payload["percent"],
            "code": payload["code"],
            "day": moments.day(_moment(payload["ends_at"]).astimezone(context.current().zone).date()),
        }
        detail = _("Code %(code)s: %(percent)s %% off, for one order, until %(day)s.") % facts
        return Shown(title=payload.get("name") or str(cls.title), detail=detail)

    @classmethod
    def words_done(cls, number: int) -> str:
        return ngettext("%(n)s discount code made", "%(n)s discount codes made", number)

    @classmethod
    def execute(cls, action: "Action") -> None:
        """Raises Temporary after a dropped answer: the shop does not make the same code twice."""
        payload, shop = action.payload, _shop()
        try:
            shop.create_discount(
                payload["code"],
                percent=Decimal(payload["percent"]),
                starts=_moment(payload["starts_at"]),
                ends=_moment(payload["ends_at"]),
                uses=payload["uses"],
            )
        except Rejected as refusal:
            if refusal.code not in TAKEN or not _is_there(shop, payload):
                raise
        except Unknown as problem:
            if not _is_there(shop, payload):
                raise Temporary(problem.sentence, code=problem.code) from problem

    @classmethod
    def look_up(cls, action: "Action") -> bool | None:
        """Asks the shop for the code."""
        return _is_there(_shop(), action.payload)

    @classmethod
    def take_back(cls, action: "Action") -> bool:
        """Delete the code at the shop unless somebody used it; False where it is not there (any more)."""
        shop = _shop()
        found = shop.discount(action.payload["code"])
        if found is None or found["codeDiscount"].get("asyncUsageCount"):
            return False
        shop.delete_discount(str(found["id"]))
        return True


def _shop() -> "Shopify":
    return cast("Shopify", connections.bound("shopify", why="discount"))


def _is_there(shop: "Shopify", payload: dict[str, Any]) -> bool:
    """Is the code at the shop, and the one we make? Raises Refused `code_of_another`."""
    found = shop.discount(payload["code"])
    if found is None:
        return False
    discount = found.get("codeDiscount") or {}
    if discount.get("title") != payload["code"] or discount.get("usageLimit") != payload["uses"]:
        raise Refused(_("The shop has another discount under this code."), code="code_of_another")
    return True


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored)
