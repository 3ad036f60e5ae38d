"""Deal stages: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, references


@register
class CrmDealStageUpdate(Declaration):
    slug = "crm-deal-stage-update"
    title = _("Deal stages")
    description = _("Moves a deal on when a demo was held, an offer signed or a payment made.")
    category = "crm"
    needs = (Connector("hubspot"),)
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "move deal to stage",
            "deal stage",
            "change deal stage",
            "update the stage of deal",
            "mark deal as won",
            "mark deal lost",
            "advance deal",
            "deal to negotiation",
        ],
        "fr": [
            "passer le deal à l'étape",
            "étape du deal",
            "change l'étape de l'affaire",
            "marque l'affaire comme gagnée",
            "deal perdu",
            "déplace le deal",
            "avancer l'affaire",
            "passe l'opportunité en négociation",
        ],
        "es": [
            "mover el trato a la etapa",
            "etapa del trato",
            "cambia la etapa del negocio",
            "marca el trato como ganado",
            "pasa el negocio a",
            "avanza el trato",
            "oportunidad ganada",
        ],
        "ar": [
            "مرحلة الصفقة",
            "انقل الصفقة إلى مرحلة",
            "غير مرحلة الصفقة",
            "الصفقة رابحة",
            "حول الصفقة",
            "تحديث مرحلة الصفقة",
        ],
    }

    class Params(fields.Form):
        deal_id = fields.Text(_("Deal"), required=False, hears=references.ref("deal"))
        stage = fields.Text(_("Stage"), required=False, hears=names.stage())
