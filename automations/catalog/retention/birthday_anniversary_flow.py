"""Birthdays and anniversaries: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, spans


@register
class BirthdayAnniversaryFlow(Declaration):
    slug = "birthday-anniversary-flow"
    title = _("Birthdays and anniversaries")
    description = _("A message with an offer on a customer's birthday or anniversary.")
    category = "retention"
    needs = (Connector("klaviyo"), Connector("shopify"))
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "birthday",
            "birthday offer",
            "customer anniversary",
            "happy birthday messages",
            "birthday wishes",
            "celebrate birthdays",
            "birthday discount",
            "customers whose birthday",
        ],
        "fr": [
            "anniversaire",
            "offre d'anniversaire",
            "souhaiter l'anniversaire",
            "fêter les anniversaires",
            "clients dont c'est l'anniversaire",
            "message d'anniversaire",
            "joyeux anniversaire",
        ],
        "es": [
            "cumpleaños",
            "oferta de cumpleaños",
            "felicita los cumpleaños",
            "aniversario del cliente",
            "mensaje de cumpleaños",
            "celebrar cumpleaños",
            "feliz cumpleaños",
        ],
        "ar": [
            "عيد ميلاد",
            "عيد الميلاد",
            "تهنئة أعياد الميلاد",
            "أعياد ميلاد العملاء",
            "عرض عيد الميلاد",
            "هنئ العملاء",
            "ذكرى العميل",
            "عيد ميلاد الزبون",
        ],
    }

    class Params(fields.Form):
        window_days = fields.Number(_("Window (days)"), required=False, hears=spans.span("day"))
        offer = fields.Text(_("Offer"), required=False, hears=money.offer())
