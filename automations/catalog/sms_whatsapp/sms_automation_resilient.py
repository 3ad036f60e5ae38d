"""Text messages: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, names, phrases


@register
class SmsAutomation(Declaration):
    slug = "sms-automation-resilient"
    title = _("Text messages")
    description = _("Text messages to customers who agreed, within a daily budget.")
    category = "sms-whatsapp"
    needs = (Connector("omnisend"), Connector("twilio"))
    risk = Risk.COST
    synonyms = {
        "en": [
            "send sms",
            "text message campaign",
            "sms to segment",
            "text customers",
            "sms blast",
            "sms campaign",
            "bulk texts",
            "send a text",
        ],
        "fr": [
            "envoyer des sms",
            "campagne sms",
            "sms au segment",
            "textos aux clients",
            "envoie un texto",
            "sms promotionnel",
            "message sms",
        ],
        "es": [
            "enviar sms",
            "campaña sms",
            "sms al segmento",
            "manda mensajes de texto",
            "envía un sms",
            "mensajes sms a clientes",
        ],
        "ar": [
            "أرسل رسائل قصيرة",
            "رسالة نصية",
            "حملة رسائل قصيرة",
            "إس إم إس",
            "SMS",
            "صيفط ميساجات",
            "رسائل نصية للعملاء",
        ],
    }

    class Params(fields.Form):
        segment = fields.Text(_("Customers"), required=False, hears=names.group())
        message = fields.Text(_("Message"), required=False, hears=phrases.quoted())
        daily_budget = fields.Money(_("Budget a day"), required=False, hears=money.money())
