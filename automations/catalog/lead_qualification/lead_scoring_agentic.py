"""Mark each lead as hot, warm or cold when its score crosses into another tier."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.tag_contact import TagContact
from automations.base import Automation, Fact, PlanItem, Risk, register
from automations.context import Context
from automations.leads import TAGS, scores, why
from automations.reading import references
from automations.triggers import On

if TYPE_CHECKING:
    from events.work import Happened


@register
class LeadScoring(Automation):
    slug = "lead-scoring-agentic"
    title = _("Lead scoring")
    description = _(
        "Marks leads as hot, warm or cold by their score, once each time it crosses into another tier. Cold leads are "
        "marked only: the newsletter for them is not available yet."
    )
    category = "lead-qualification"
    triggers = (On("lead.tier_changed"),)
    risk = Risk.NONE
    synonyms = {
        "en": [
            "score lead", "score leads", "lead score", "lead scoring", "rank leads", "which leads are hot",
            "rate the lead", "score my prospects",
        ],
        "fr": [
            "score le lead", "scorer les leads", "score des leads", "noter les prospects", "scoring des leads",
            "classer les prospects", "quels leads sont chauds",
        ],
        "es": [
            "puntúa el lead", "puntuar leads", "puntuación de leads", "calificar prospectos con puntos",
            "clasificar los leads", "scoring de leads",
        ],
        "ar": [
            "تقييم العملاء المحتملين", "قيم العميل المحتمل", "نقاط العملاء المحتملين", "ترتيب العملاء المحتملين",
            "نقط الليدات",
        ],
    }  # fmt: skip

    class Params(fields.Form):
        contact_id = fields.Number(_("Contact"), required=False, initial=0, min_value=0, help_text=_("0: every lead."))

    class Said(fields.Form):
        lead_id = fields.Text(_("Lead"), required=False, hears=references.ref("lead"))

    def params_for(self, event: "Happened") -> dict[str, Any]:
        return {"contact_id": int(event.subject_id)}

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """One lead, or all."""
        number = str(said.get("lead_id") or "")
        return {"contact_id": int(number)} if number.isdecimal() else {}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """A tag for each lead that does not wear that of its tier, once per crossing."""
        found = scores(ctx, [params["contact_id"]] if params["contact_id"] else None)
        yield Fact("leads", len(found))
        for tier, tag in TAGS.items():
            yield Fact(tag.lower(), sum(each.tier == tier for each in found))
        for each in found:
            tag = TAGS[each.tier]
            if tag not in each.contact.tags:
                yield TagContact(
                    contact_id=each.contact_id,
                    tag=tag,
                    instead_of=tuple(other for other in TAGS.values() if other != tag),
                    why=why(each),
                    once_per=(each.contact_id, each.pk),
                )
