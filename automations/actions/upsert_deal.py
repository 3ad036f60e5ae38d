"""Make a contact and a deal in the client's own HubSpot."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations.actions.base import ActionKind, Shown, register
from automations.risk import Risk
from integrations import connections
from tenants.errors import Refused

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action
    from integrations.connectors.hubspot.client import HubSpot

MARK = 8
"""Hexadecimal figures at the end of a deal's name; they make it the only one of that name."""


@register
@dataclass(frozen=True, kw_only=True)
class UpsertDeal(ActionKind):
    """A deal at the first stage of the first pipeline, for a contact with an address; `why` becomes its description.

    HubSpot has no key for a deal, so its name carries a mark made from the action's own key, and is looked
    for before it is made. It reaches nobody, but puts a row into books that people sell by: an operation,
    which asks unless the record of the automation speaks for it.
    """

    slug: ClassVar[str] = "upsert_deal"
    title: ClassVar[str | Promise] = gettext_lazy("deal")
    risk: ClassVar[Risk] = Risk.OPERATIONS
    is_external: ClassVar[bool] = True

    why: str = ""

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        contact = desk.contacts[cast(int, self.contact_id)]
        name = contact.name or contact.email_key
        mark = hashlib.sha256(f"{desk.client.pk}:{key}".encode()).hexdigest()[:MARK]
        return {
            "email": contact.email_key,
            "first_name": contact.first_name,
            "last_name": contact.last_name,
            "name": name,
            "deal": f"{name} · {mark}",
            "why": self.why,
        }

    @classmethod
    def show(cls, action: "Action") -> Shown:
        if not action.payload:
            return Shown(title=str(cls.title))
        detail = _("Contact and deal in HubSpot: %(deal)s. %(why)s")
        return Shown(title=action.payload["name"], detail=detail % action.payload)

    @classmethod
    def words_done(cls, number: int) -> str:
        return ngettext("%(n)s deal made", "%(n)s deals made", number)

    @classmethod
    def execute(cls, action: "Action") -> None:
        """Raises Unknown after a dropped answer: a search shows a new deal only some seconds later."""
        payload, hubspot = action.payload, _hubspot()
        if not payload["email"]:
            raise Refused(_("No e-mail address."), code="no_address")
        names = {"firstname": payload["first_name"], "lastname": payload["last_name"]}
        known = {name: value for name, value in names.items() if value}
        (contact,) = hubspot.upsert_contacts([{"email": payload["email"], **known}])[:1] or ("",)
        if not contact:
            raise Refused(_("HubSpot did not take the contact."), code="nonsense")
        deal = hubspot.find_deal(payload["deal"])
        if deal is not None:
            hubspot.associate(str(deal["id"]), contact)
            return
        hubspot.create_deal(
            {"dealname": payload["deal"], "description": payload["why"], **_first_stage(hubspot)}, contact=contact
        )

    @classmethod
    def look_up(cls, action: "Action") -> bool | None:
        """True when the deal is there. Not found is not proof that it was not made: its search lags behind."""
        return True if _hubspot().find_deal(action.payload["deal"]) is not None else None


def _hubspot() -> "HubSpot":
    return cast("HubSpot", connections.bound("hubspot", why="deal"))


def _first_stage(hubspot: "HubSpot") -> dict[str, str]:
    """Where a new deal begins. Raises Refused `no_pipeline` when the account has none with a stage."""
    for pipeline in sorted(hubspot.deal_pipelines(), key=_place):
        stages = sorted(pipeline.get("stages") or [], key=_place)
        if stages:
            return {"pipeline": str(pipeline["id"]), "dealstage": str(stages[0]["id"])}
    raise Refused(_("HubSpot has no pipeline with a stage: make one there."), code="no_pipeline")


def _place(row: dict[str, Any]) -> int:
    return int(row.get("displayOrder") or 0)
