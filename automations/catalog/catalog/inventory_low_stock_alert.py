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
            "stock covers fewer days",
            "stock falls under days",
            "warn me when stock covers less than",
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
            "le stock couvre moins de jours",
            "le stock passe sous jours de vente",
            "le stock descend sous",
            "avertis quand le stock",
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
            "el stock cubre menos de días",
            "el stock baja de días",
            "avisa cuando el stock",
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
            "المخزون أقل من أيام",
            "المخزون يكفي أيام",
            "نبهني إذا كان المخزون",
        ],
    }

    class Params(fields.Form):
        threshold_days = fields.Number(_("Days of stock left"), required=False, hears=spans.span("day"))
