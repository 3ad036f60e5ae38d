"""Satisfaction survey: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, numbers
from automations.reading.heard import either


@register
class CsatNpsSurvey(Declaration):
    slug = "csat-nps-survey"
    title = _("Satisfaction survey")
    description = _("Asks customers how satisfied they are, after a delivery or a ticket.")
    category = "support"
    needs = (Connector("klaviyo"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "satisfaction survey",
            "nps survey",
            "csat survey",
            "ask customers how satisfied",
            "send a survey",
            "nps",
            "csat",
            "customer satisfaction",
            "survey after delivery",
        ],
        "fr": [
            "enquête de satisfaction",
            "sondage nps",
            "enquête csat",
            "questionnaire de satisfaction",
            "envoyer un sondage",
            "nps",
            "mesurer la satisfaction",
            "sondage après livraison",
        ],
        "es": [
            "encuesta de satisfacción",
            "encuesta nps",
            "encuesta csat",
            "envía una encuesta",
            "nps",
            "medir la satisfacción",
            "encuesta tras la entrega",
        ],
        "ar": [
            "استبيان رضا العملاء",
            "استطلاع NPS",
            "استبيان الرضا",
            "أرسل استبيانا",
            "قياس رضا العملاء",
            "استطلاع رأي الزبائن",
            "سول الزبناء واش راضيين",
        ],
    }

    class Params(fields.Form):
        trigger = fields.Text(_("After"), required=False, hears=choices.one_of(choices.MOMENTS))
        scale = fields.Text(_("Scale"), required=False, hears=either(numbers.points(), choices.one_of(choices.SURVEYS)))
