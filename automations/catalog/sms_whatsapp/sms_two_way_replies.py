"""Replies to text messages: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import phrases


@register
class SmsTwoWayReplies(Declaration):
    slug = "sms-two-way-replies"
    title = _("Replies to text messages")
    description = _("Handles STOP, HELP and free answers to text messages.")
    category = "sms-whatsapp"
    needs = (Connector("twilio"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "sms replies",
            "handle sms answers",
            "stop keyword sms",
            "reply to text messages",
            "two-way sms",
            "incoming sms",
            "process STOP replies",
            "inbound texts",
        ],
        "fr": [
            "réponses aux sms",
            "traiter les réponses sms",
            "sms entrants",
            "mot-clé stop",
            "sms bidirectionnel",
            "répondre aux textos",
            "gère les stop",
        ],
        "es": [
            "respuestas sms",
            "gestiona las respuestas a los sms",
            "sms entrantes",
            "palabra stop",
            "responde a los sms",
            "sms bidireccional",
        ],
        "ar": [
            "الردود على الرسائل القصيرة",
            "معالجة ردود الرسائل النصية",
            "كلمة STOP",
            "رسائل نصية واردة",
            "الرد على الرسائل النصية",
            "ردود SMS",
        ],
    }

    class Params(fields.Form):
        message = fields.Text(_("Message"), required=False, hears=phrases.quoted())
