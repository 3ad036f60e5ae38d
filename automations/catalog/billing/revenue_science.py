"""Price proposals by demand: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import moments, numbers, phrases


@register
class RevenueScience(Declaration):
    slug = "revenue-science"
    title = _("Price proposals by demand")
    description = _("Proposes prices from demand, capacity and how near the date is, with the reasons.")
    category = "billing"
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "dynamic pricing",
            "price proposal",
            "optimal price for service",
            "demand pricing",
            "revenue management",
            "suggest a price for date",
            "yield",
            "pricing by capacity",
            "what price should we charge",
            "price the service for a day",
        ],
        "fr": [
            "tarification dynamique",
            "proposition de prix",
            "prix optimal",
            "tarif selon la demande",
            "yield management",
            "propose un tarif pour",
            "quel prix facturer",
            "prix selon le remplissage",
        ],
        "es": [
            "precios dinámicos",
            "propuesta de precio",
            "precio óptimo",
            "precio según demanda",
            "gestión de ingresos",
            "sugiere un precio para",
            "qué precio cobrar",
            "tarifa según ocupación",
        ],
        "ar": [
            "تسعير ديناميكي",
            "اقتراح سعر",
            "السعر الأمثل",
            "السعر حسب الطلب",
            "إدارة العائد",
            "اقترح ثمنا ل",
            "بشحال نبيعو",
            "التسعير حسب السعة",
        ],
    }

    class Params(fields.Form):
        service = fields.Text(
            _("Service"),
            required=False,
            hears=phrases.after(
                "for the service",
                "for the",
                "for",
                "pour le service",
                "pour la",
                "pour le",
                "pour",
                "para el servicio",
                "para el",
                "para la",
                "para",
                "de la",
                "del",
                "لخدمة",
                "ل",
            ),
        )
        date = fields.Text(_("Day"), required=False, hears=moments.when())
        capacity = fields.Number(
            _("Places"),
            required=False,
            hears=numbers.figure("capacity", "capacité", "capacidad", "rooms", "seats", "places", "سعة"),
        )
