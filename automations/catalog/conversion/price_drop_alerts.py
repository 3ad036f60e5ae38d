"""Price drop notices: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, references


@register
class PriceDropAlerts(Declaration):
    slug = "price-drop-alerts"
    title = _("Price drop notices")
    description = _("Writes to customers who looked at a product whose price has fallen.")
    category = "conversion"
    needs = (Connector("shopify"), Connector("klaviyo"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "price drop alert",
            "tell customers when the price drops",
            "notify about a lower price",
            "price fell",
            "price reduction notice",
            "alert if product gets cheaper",
            "price goes down",
        ],
        "fr": [
            "baisse de prix",
            "alerte baisse de prix",
            "prévenir quand le prix baisse",
            "si le produit baisse",
            "le prix diminue",
            "avertir d'une réduction de prix",
            "alerte prix",
        ],
        "es": [
            "bajada de precio",
            "avisa si baja el precio",
            "alerta de precio",
            "si el producto baja",
            "notificar rebaja de precio",
            "cuando el precio cae",
            "producto más barato",
        ],
        "ar": [
            "انخفاض السعر",
            "تنبيه انخفاض الأسعار",
            "أخبر العملاء إذا انخفض السعر",
            "نزول الثمن",
            "تنبيه تخفيض السعر",
            "إلى طاح الثمن",
            "إذا رخص المنتج",
        ],
    }

    class Params(fields.Form):
        product_id = fields.Text(_("Product"), required=False, hears=references.ref("product"))
        min_drop_pct = fields.Number(_("Smallest fall (%)"), required=False, hears=numbers.percent())
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())
