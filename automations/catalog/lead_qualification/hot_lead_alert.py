"""Tell staff of each lead that has just become hot, and why; a deal in HubSpot and a time in the calendar with it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.book_meeting import BookMeeting
from automations.actions.notify_staff import NotifyStaff
from automations.actions.upsert_deal import UpsertDeal
from automations.base import Automation, Fact, LeftOut, PlanItem, Risk, register
from automations.context import Context
from automations.guards import lead_in_tier
from automations.leads import TAGS, in_tier_since, not_asked, scores, why
from automations.reading import choices, references
from automations.slots import Hours
from automations.triggers import On
from tenants.errors import Refused

if TYPE_CHECKING:
    from events.work import Happened

HOT = "hot"


@register
class HotLeadAlert(Automation):
    slug = "hot-lead-alert"
    title = _("Hot lead alert")
    description = _(
        "Tells staff of each lead that has just become hot, and why. With HubSpot connected, a deal is made; with "
        "Google Calendar, a time for a call is proposed. Both ask first until their record is good enough."
    )
    category = "lead-qualification"
    triggers = (On("lead.tier_changed", where=(("tier", HOT),)),)
    risk = Risk.NONE
    version = 3
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
        contacts = fields.Segment(_("Leads"), initial={"tag": TAGS[HOT]})
        minutes = fields.Number(_("Length of a call (minutes)"), min_value=15, max_value=120, initial=30)
        opens = fields.Number(
            _("Calls from (hour)"),
            min_value=6,
            max_value=20,
            initial=9,
            help_text=_("Monday to Friday, at your place."),
        )
        closes = fields.Number(_("Calls until (hour)"), min_value=7, max_value=22, initial=18)

        def check_together(self, params: dict[str, Any]) -> None:
            if (params["closes"] - params["opens"]) * 60 < params["minutes"]:
                raise ValidationError(_("The hours leave no room for a call."))

    class Said(fields.Form):
        lead_id = fields.Text(_("Lead"), required=False, hears=references.ref("lead"))
        channel = fields.Text(_("Channel"), required=False, hears=choices.one_of(choices.CHANNELS))

    def params_for(self, event: "Happened") -> dict[str, Any]:
        """The lead that crossed, whatever tags it wears: one that was imported may be called hot already."""
        return {"contacts": {"contacts": [int(event.subject_id)]}}

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """One lead or all hot ones. The notice stands on the staff's page: no other way is promised."""
        if said.get("channel"):
            sentence = gettext("The notice is shown to staff here, not sent by another channel. Shall it be shown?")
            raise Refused(sentence, code="no_channel")
        number = str(said.get("lead_id") or "")
        return {"contacts": {"contacts": [int(number)]}} if number.isdecimal() else {}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """Per lead and time that it became hot an alert, a deal and a time; one that has cooled down is left out."""
        found = scores(ctx, ctx.selected(params["contacts"]))
        since = in_tier_since(ctx, found)
        has_hubspot, has_calendar = ctx.connected("hubspot"), ctx.connected("google_calendar")
        confidence = ctx.confidence() if has_hubspot or has_calendar else None
        hours = Hours(params["opens"], params["closes"])
        yield Fact("hot_lead", sum(each.tier == HOT for each in found))
        for each in found:
            if each.tier != HOT:
                yield LeftOut(each.contact_id, "not_hot")
                continue
            at = since[each.contact_id]
            asked: dict[str, Any] = {
                "contact_id": each.contact_id,
                "why": f"{why(each)} {not_asked()}",
                "once_per": (each.contact_id, at.isoformat()),
                "guards": (lead_in_tier(HOT, at),),
                "confidence": confidence,
            }
            yield NotifyStaff(
                contact_id=each.contact_id,
                headline=gettext("Hot lead: %(name)s. Call today.") % {"name": each.contact},
                lines=(why(each), not_asked(), _next_step(has_calendar=has_calendar)),
                level="alert",
                counts={"hot_lead": 1},
                once_per=(each.contact_id, at.isoformat()),
            )
            if has_hubspot and each.contact.email_key:
                yield UpsertDeal(**asked)
            if has_calendar:
                yield BookMeeting(minutes=params["minutes"], hours=hours, **asked)


def _next_step(*, has_calendar: bool) -> str:
    if has_calendar:
        return gettext("A time for a call is looked for in Google Calendar; the run shows it.")
    return gettext("Google Calendar is not connected, so no time is proposed.")
