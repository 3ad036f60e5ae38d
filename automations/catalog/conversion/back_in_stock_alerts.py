"""Back in stock notices: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, references


@register
class BackInStockAlerts(Declaration):
    slug = "back-in-stock-alerts"
    title = _("Back in stock notices")
    description = _("Tells waiting customers that a product can be had again.")
    category = "conversion"
    needs = (Connector("shopify"), Connector("klaviyo"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "back in stock",
            "notify when stock returns",
            "restock alert",
            "product available again",
            "waiting list restock",
            "tell waitlist item is back",
            "restocked",
        ],
        "fr": [
            "retour en stock",
            "prévenir quand le produit revient",
            "de nouveau disponible",
            "alerte réassort",
            "liste d'attente",
            "produit à nouveau en stock",
            "réapprovisionné",
        ],
        "es": [
            "de nuevo en stock",
            "avisa cuando vuelva el stock",
            "producto disponible otra vez",
            "aviso de reposición",
            "lista de espera",
            "vuelve a estar disponible",
            "reposición",
        ],
        "ar": [
            "عودة المخزون",
            "متوفر من جديد",
            "أخبر المنتظرين بعودة المنتج",
            "تنبيه توفر المنتج",
            "رجع للستوك",
            "قائمة الانتظار",
            "عاد إلى المخزون",
        ],
    }

    class Params(fields.Form):
        variant_id = fields.Text(_("Variant"), required=False, hears=references.ref("variant", "product"))
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())
