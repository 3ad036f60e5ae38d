"""Omnisend campaigns: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, numbers


@register
class OmnisendAutomation(Declaration):
    slug = "omnisend-automation"
    title = _("Omnisend campaigns")
    description = _("Keeps audiences in Omnisend up to date and sends its campaigns.")
    category = "email-marketing"
    needs = (Connector("omnisend"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "omnisend",
            "launch omnisend campaign",
            "sync omnisend audience",
            "send the campaign with omnisend",
            "omnisend newsletter batch",
            "start campaign omnisend",
        ],
        "fr": [
            "omnisend",
            "lancer la campagne omnisend",
            "synchroniser l'audience omnisend",
            "envoie la campagne via omnisend",
            "audiences omnisend",
            "campagne e-mail omnisend",
        ],
        "es": [
            "omnisend",
            "lanza la campaña de omnisend",
            "sincroniza la audiencia omnisend",
            "envía la campaña por omnisend",
            "campaña omnisend",
        ],
        "ar": [
            "أومنيسند",
            "اومني سند",
            "أطلق حملة أومنيسند",
            "حملة Omnisend",
            "مزامنة جمهور أومنيسند",
            "أرسل حملة",
        ],
    }

    class Params(fields.Form):
        audience = fields.Text(_("Audience"), required=False, hears=names.group())
        campaign = fields.Text(
            _("Campaign"), required=False, hears=names.named("campaign", "campagne", "campaña", "حملة")
        )
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())
