"""Competitors' prices: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import addresses, spans


@register
class CompetitorPriceMonitor(Declaration):
    slug = "competitor-price-monitor"
    title = _("Competitors' prices")
    description = _("Follows the prices and offers that competitors publish.")
    category = "analytics"
    needs = (Connector("apify"),)
    synonyms = {
        "en": [
            "competitor prices",
            "monitor competitor prices",
            "track rival prices",
            "watch competitors",
            "price monitoring",
            "compare with competitor prices",
            "competitor promotions",
        ],
        "fr": [
            "prix des concurrents",
            "surveiller les prix concurrents",
            "suivre la concurrence",
            "veille tarifaire",
            "veille concurrentielle",
            "promotions des concurrents",
            "surveille les concurrents",
        ],
        "es": [
            "precios de la competencia",
            "vigila los precios de los competidores",
            "seguimiento de competidores",
            "monitorea a la competencia",
            "promociones de la competencia",
            "compara precios",
        ],
        "ar": [
            "أسعار المنافسين",
            "مراقبة أسعار المنافسين",
            "تتبع المنافسين",
            "عروض المنافسين",
            "راقب المنافسين",
            "أثمنة المنافسين",
            "شوف ثمن المنافس",
        ],
    }

    class Params(fields.Form):
        urls = fields.List(_("Pages"), required=False, hears=addresses.urls())
        interval_h = fields.Number(_("Every (hours)"), required=False, hears=spans.span("hour"))
