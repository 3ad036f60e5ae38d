"""Put a tag on a contact."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations.actions.base import ActionKind, Shown, register
from crm import services as crm
from crm.models import Contact
from tenants.errors import Refused

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action


@register
@dataclass(frozen=True, kw_only=True)
class TagContact(ActionKind):
    """`instead_of` names tags of the same series that this one replaces; `why` is kept with it."""

    slug: ClassVar[str] = "tag_contact"
    title: ClassVar[str | Promise] = gettext_lazy("tag")

    tag: str
    instead_of: tuple[str, ...] = ()
    why: str = ""

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        contact = desk.contacts.get(cast(int, self.contact_id))
        name = str(contact) if contact else ""
        return {"tag": self.tag, "instead_of": sorted(self.instead_of), "name": name, "why": self.why}

    @classmethod
    def show(cls, action: "Action") -> Shown:
        return Shown(
            title=action.payload.get("name", ""),
            detail=_("Tag %(tag)s. %(why)s") % {"tag": action.payload["tag"], "why": action.payload["why"]},
        )

    @classmethod
    def words_done(cls, number: int) -> str:
        return ngettext("%(n)s customer tagged", "%(n)s customers tagged", number)

    @classmethod
    def execute(cls, action: "Action") -> None:
        contact = Contact.objects.filter(pk__in=[action.contact_id]).first()
        if contact is None:
            raise Refused(_("The contact no longer exists."), code="contact_gone")
        for tag in set(action.payload["instead_of"]) & set(contact.tags):
            crm.untag(contact, tag, by_action=action.pk)
        crm.tag_contact(contact, action.payload["tag"], by_action=action.pk)
