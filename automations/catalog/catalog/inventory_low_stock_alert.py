"""Low stock: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import spans


@register
class InventoryLowStockAlert(Declaration):
    slug = "inventory-low-stock-alert"
    title = _("Low stock")
    description = _("Warns of products that will run out, and proposes what to order.")
    category = "catalog"
    needs = (Connector("shopify"),)
    synonyms = {
        "en": [
            "low stock alert",
            "running out of stock",
            "inventory alert",
            "stock below",
            "which products will run out",
            "warn about low inventory",
            "out of stock soon",
            "stock level warning",
            "few days of stock left",
            "less than days of stock",
        ],
        "fr": [
            "alerte stock bas",
            "rupture de stock",
            "stock faible",
            "produits bientôt épuisés",
            "niveau de stock",
            "quels produits vont manquer",
            "alerte rupture",
            "alerte inventaire",
            "jours de stock restants",
            "il reste peu de stock",
            "moins de jours de stock",
        ],
        "es": [
            "alerta de stock bajo",
            "poco stock",
            "productos que se agotan",
            "rotura de stock",
            "inventario bajo",
            "qué productos se van a agotar",
            "aviso de existencias",
            "nivel de stock",
            "quedan pocos días de stock",
        ],
        "ar": [
            "تنبيه انخفاض المخزون",
            "المخزون المنخفض",
            "منتجات على وشك النفاد",
            "نفاد المخزون",
            "مستوى المخزون",
            "الستوك قليل",
            "قرب يسالي الستوك",
            "أي المنتجات ستنفد",
        ],
    }

    class Params(fields.Form):
        threshold_days = fields.Number(_("Days of stock left"), required=False, hears=spans.span("day"))
