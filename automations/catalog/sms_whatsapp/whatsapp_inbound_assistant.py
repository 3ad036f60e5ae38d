"""Answers on WhatsApp: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import phrases


@register
class WhatsappInboundAssistant(Declaration):
    slug = "whatsapp-inbound-assistant"
    title = _("Answers on WhatsApp")
    description = _("Answers incoming WhatsApp messages from what the client has approved, and hands over when unsure.")
    category = "sms-whatsapp"
    needs = (Connector("whatsapp"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "answer whatsapp messages",
            "reply to incoming whatsapp",
            "whatsapp assistant",
            "whatsapp chatbot",
            "respond to customers on whatsapp",
            "auto reply whatsapp",
            "whatsapp questions",
        ],
        "fr": [
            "répondre aux messages whatsapp",
            "assistant whatsapp",
            "réponds aux clients sur whatsapp",
            "chatbot whatsapp",
            "réponse automatique whatsapp",
            "messages entrants whatsapp",
        ],
        "es": [
            "responder mensajes de whatsapp",
            "asistente de whatsapp",
            "contesta a los clientes en whatsapp",
            "respuesta automática whatsapp",
            "chatbot whatsapp",
            "mensajes entrantes",
        ],
        "ar": [
            "الرد على رسائل واتساب",
            "مساعد واتساب",
            "جاوب على واتساب",
            "رد آلي واتساب",
            "رد على الزبائن في واتساب",
            "شات بوت واتساب",
        ],
    }

    class Params(fields.Form):
        message = fields.Text(_("Message"), required=False, hears=phrases.quoted())
