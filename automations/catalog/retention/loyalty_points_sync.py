"""Loyalty points: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import phrases


@register
class LoyaltyPointsSync(Declaration):
    slug = "loyalty-points-sync"
    title = _("Loyalty points")
    description = _("Keeps points and levels of the loyalty scheme up to date.")
    category = "retention"
    needs = (Connector("shopify"),)
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "loyalty points",
            "update loyalty tiers",
            "sync loyalty points",
            "reward points",
            "loyalty program",
            "points balance",
            "loyalty levels",
        ],
        "fr": [
            "points de fidélité",
            "programme de fidélité",
            "mettre à jour les points",
            "synchroniser la fidélité",
            "niveaux de fidélité",
            "solde de points",
            "paliers de fidélité",
        ],
        "es": [
            "puntos de fidelidad",
            "programa de fidelidad",
            "actualiza los puntos",
            "sincroniza la fidelización",
            "niveles de fidelidad",
            "puntos de lealtad",
            "programa de lealtad",
        ],
        "ar": [
            "نقاط الولاء",
            "برنامج الولاء",
            "تحديث نقاط الولاء",
            "مستويات الولاء",
            "مزامنة النقاط",
            "نقاط المكافآت",
            "نقط الوفاء",
        ],
    }

    class Params(fields.Form):
        rules = fields.Text(_("Rules"), required=False, hears=phrases.quoted())
