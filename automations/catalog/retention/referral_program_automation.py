"""Customers bring customers: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, names, numbers


@register
class ReferralProgramAutomation(Declaration):
    slug = "referral-program-automation"
    title = _("Customers bring customers")
    description = _("Invites happy customers to recommend the shop, and rewards them.")
    category = "retention"
    needs = (Connector("shopify"), Connector("klaviyo"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "referral program",
            "refer a friend",
            "invite advocates",
            "referral reward",
            "customers bring friends",
            "ambassador program",
            "referral campaign",
            "recommend us to friends",
        ],
        "fr": [
            "programme de parrainage",
            "parrainage",
            "parrainer un ami",
            "récompense de parrainage",
            "inviter des ambassadeurs",
            "parrains et filleuls",
            "recommander à un ami",
        ],
        "es": [
            "programa de referidos",
            "recomienda a un amigo",
            "referidos",
            "recompensa por recomendar",
            "invita a embajadores",
            "trae a un amigo",
            "programa de recomendación",
        ],
        "ar": [
            "برنامج الإحالة",
            "ادع صديقا",
            "مكافأة الإحالة",
            "توصية الأصدقاء",
            "برنامج السفراء",
            "جيب صاحبك",
            "إحالة الأصدقاء",
            "عيط لصحابك",
        ],
    }

    class Params(fields.Form):
        segment = fields.Text(_("Customers"), required=False, hears=names.group())
        reward = fields.Text(_("Reward"), required=False, hears=money.offer())
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())
