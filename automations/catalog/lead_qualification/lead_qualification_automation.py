"""Lead qualification: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, phrases, references


@register
class LeadQualificationAutomation(Declaration):
    slug = "lead-qualification-automation"
    title = _("Lead qualification")
    description = _("Reads budget, authority, need and timing out of a conversation and acts on the result.")
    category = "lead-qualification"
    needs = (Connector("hubspot"), Connector("klaviyo"), Connector("slack"))
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "qualify lead",
            "bant qualification",
            "lead qualification",
            "qualify prospect with bant",
            "budget authority need timeline",
            "is this lead qualified",
            "run bant",
            "extract bant",
        ],
        "fr": [
            "qualifier le lead",
            "qualifie le prospect",
            "qualification bant",
            "grille bant",
            "analyse bant",
            "budget autorité besoin délai",
            "qualification du lead",
        ],
        "es": [
            "calificar el lead",
            "califica el prospecto",
            "cualifica el lead",
            "calificación bant",
            "bant",
            "presupuesto autoridad necesidad plazo",
            "cualificar",
        ],
        "ar": [
            "تأهيل العميل المحتمل",
            "أهل العميل المحتمل",
            "تأهيل بانت",
            "تأهيل BANT",
            "تأهيل الزبون",
            "الميزانية والسلطة والحاجة",
        ],
    }

    class Params(fields.Form):
        lead_id = fields.Text(_("Lead"), required=False, hears=references.ref("lead"))
        transcript = fields.Text(_("Conversation"), required=False, hears=phrases.quoted())
        threshold = fields.Number(
            _("Threshold"), required=False, hears=numbers.figure("threshold", "seuil", "umbral", "score", "عتبة")
        )
