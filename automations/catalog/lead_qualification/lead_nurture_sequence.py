"""Keep in touch with leads that are warm: five messages over two weeks, then another look at their score."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.score_lead import ScoreLead
from automations.actions.send_email import SendEmail
from automations.base import Automation, Fact, LeftOut, PlanItem, Risk, register
from automations.context import Context
from automations.frequency import MOST_IN_SERIES
from automations.guards import lead_in_tier, lead_is_silent
from automations.leads import TAGS, in_tier_since, interest, scores
from automations.needs import MailTransport
from automations.often_ordered import often_ordered
from automations.reading import names, references
from automations.triggers import Answer, On
from sensors.sectors import Sector
from tenants.errors import Refused

if TYPE_CHECKING:
    from events.work import Happened

WARM = "warm"
DAYS = (0, 3, 6, 10, 13)
"""When each message leaves: the first and the last on the first and the fourteenth day."""
SCORE_DAY = 14
CART_DAYS = 30
"""What was put into a cart longer ago is no longer spoken of."""


@register
class LeadNurtureSequence(Automation):
    slug = "lead-nurture-sequence"
    title = _("Warm lead nurture")
    description = _("Five e-mails over 14 days to leads that are warm, then another look at their score.")
    category = "lead-qualification"
    needs = (MailTransport(),)
    triggers = (On("lead.tier_changed", where=(("tier", WARM),)),)
    # From a pressure: fewer or colder leads come, so more is made of the warm ones that are in no series.
    answers = (Answer(sector=Sector.ACQUISITION), Answer(metric="lead_quality_30d"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "nurture lead", "nurture leads", "nurture emails", "nurture sequence", "warm up leads", "warm leads",
            "lead nurturing",
        ],
        "fr": [
            "nurturing", "lead tiède", "leads tièdes", "séquence de nurturing", "réchauffer les prospects",
            "nourrir les leads",
        ],
        "es": [
            "nutrir leads", "leads tibios", "secuencia de nutrición", "calentar leads", "nutrición de prospectos",
        ],
        "ar": ["رعاية العملاء المحتملين", "تسخين العملاء المحتملين", "سلسلة رعاية", "عميل محتمل دافئ", "سخن الليد"],
    }  # fmt: skip
    outcome_window = timedelta(days=30)
    most_messages = MOST_IN_SERIES

    class Params(fields.Form):
        contacts = fields.Segment(_("Leads"), initial={"tag": TAGS[WARM]})
        shop_url = fields.Text(
            _("Address of the shop"), required=False, initial="", max_length=500, help_text=_("Starts with https://.")
        )

        def check_together(self, params: dict[str, Any]) -> None:
            if params["shop_url"] and not params["shop_url"].startswith("https://"):
                raise ValidationError(_("The address must start with https://."))

    class Said(fields.Form):
        lead_id = fields.Text(_("Lead"), required=False, hears=references.ref("lead"))
        sequence = fields.Text(_("Sequence"), required=False, hears=names.named("sequence"))

    def params_for(self, event: "Happened") -> dict[str, Any]:
        return {"contacts": {"contacts": [int(event.subject_id)]}}

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """One lead, or all that are warm; there is one series."""
        if said.get("sequence"):
            sentence = gettext("There is one series for warm leads, none to choose from. Shall it be that one?")
            raise Refused(sentence, code="no_sequences")
        number = str(said.get("lead_id") or "")
        return {"contacts": {"contacts": [int(number)]}} if number.isdecimal() else {}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """Five messages and a look at the score per lead and time that it became warm, while it stays so."""
        found = scores(ctx, ctx.selected(params["contacts"]))
        warm = [each for each in found if each.tier == WARM]
        yield Fact("warm_lead", len(warm))
        yield from (LeftOut(each.contact_id, "not_warm") for each in found if each.tier != WARM)
        since = in_tier_since(ctx, warm)
        carts = ctx.carts_of(since, CART_DAYS)
        about = {"shop_url": params["shop_url"], "chosen": often_ordered(ctx) if warm else [], "chosen_on": ctx.today}
        for each in warm:
            cart, occasion = carts.get(each.contact_id), since[each.contact_id]
            stays = lead_in_tier(WARM, occasion)
            known = about | interest(each) | {"looked_at": cart.titles if cart else []}
            for step, after in enumerate(DAYS, start=1):
                yield SendEmail(
                    contact_id=each.contact_id,
                    template=f"nurture_{step}",
                    once_per=(each.contact_id, occasion.isoformat(), step),
                    due_at=ctx.now + timedelta(days=after),
                    guards=(stays, lead_is_silent(occasion)),
                    about=known,
                )
            yield ScoreLead(
                contact_id=each.contact_id,
                score=each.score,
                once_per=(each.contact_id, occasion.isoformat()),
                due_at=ctx.now + timedelta(days=SCORE_DAY),
                guards=(stays,),
            )
