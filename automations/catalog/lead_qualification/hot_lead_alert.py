"""Tell staff of each lead that has just become hot, with the reasons, and make a deal of it in HubSpot."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.notify_staff import NotifyStaff
from automations.actions.upsert_deal import UpsertDeal
from automations.base import Automation, Fact, LeftOut, PlanItem, Risk, register
from automations.context import Context
from automations.leads import TAGS, in_tier_since, scores, why
from automations.reading import choices, references
from automations.triggers import After
from tenants.errors import Refused


@register
class HotLeadAlert(Automation):
    slug = "hot-lead-alert"
    title = _("Hot lead alert")
    description = _(
        "Tells staff of each lead that has just become hot, and why; with HubSpot connected, makes a deal of it."
    )
    category = "lead-qualification"
    triggers = (After("lead-scoring-agentic", tagged=TAGS["hot"], into="contacts"),)
    risk = Risk.NONE
    synonyms = {
        "en": [
            "hot lead", "hot leads", "hot lead alert", "alert sales", "tell sales about the lead",
            "notify the sales person", "lead is hot",
        ],
        "fr": [
            "lead chaud", "leads chauds", "prévenir le commercial", "alerter le commercial", "alerte lead chaud",
            "prospect chaud",
        ],
        "es": [
            "lead caliente", "leads calientes", "avisar al comercial", "alerta de lead caliente", "prospecto caliente",
        ],
        "ar": ["عميل محتمل ساخن", "تنبيه عميل ساخن", "نبه فريق المبيعات", "ليد سخون", "خبر الكوميرسيال"],
    }  # fmt: skip

    class Params(fields.Form):
        contacts = fields.Segment(_("Leads"), initial={"tag": TAGS["hot"]})

    class Said(fields.Form):
        lead_id = fields.Text(_("Lead"), required=False, hears=references.ref("lead"))
        channel = fields.Text(_("Channel"), required=False, hears=choices.one_of(choices.CHANNELS))

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """One lead or all hot ones. The notice stands on the staff's page: no other way is promised."""
        if said.get("channel"):
            sentence = gettext("The notice is shown to staff here, not sent by another channel. Shall it be shown?")
            raise Refused(sentence, code="no_channel")
        number = str(said.get("lead_id") or "")
        return {"contacts": {"contacts": [int(number)]}} if number.isdecimal() else {}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """One alert and one deal per lead and time that it became hot; one that has cooled down since is left out."""
        found = scores(ctx, ctx.selected(params["contacts"]))
        since = in_tier_since(ctx, found)
        has_hubspot = ctx.connected("hubspot")
        yield Fact("hot_lead", sum(TAGS[each.tier] == TAGS["hot"] for each in found))
        for each in found:
            if TAGS[each.tier] != TAGS["hot"]:
                yield LeftOut(each.contact_id, "not_hot")
                continue
            occasion = (each.contact_id, since[each.contact_id].isoformat())
            yield NotifyStaff(
                contact_id=each.contact_id,
                headline=gettext("Hot lead: %(name)s. Call today.") % {"name": each.contact},
                lines=(why(each),),
                level="alert",
                counts={"hot_lead": 1},
                once_per=occasion,
            )
            if has_hubspot and each.contact.email_key:
                yield UpsertDeal(contact_id=each.contact_id, why=why(each), once_per=occasion)
