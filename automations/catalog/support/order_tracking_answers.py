"""Where is my order: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import addresses, references


@register
class OrderTrackingAnswers(Declaration):
    slug = "order-tracking-answers"
    title = _("Where is my order")
    description = _("Answers where an order is.")
    category = "support"
    needs = (Connector("shopify"),)
    synonyms = {
        "en": [
            "where is order",
            "track order",
            "order status",
            "order tracking",
            "where is my package",
            "delivery status of order",
            "has order shipped",
            "when will order arrive",
            "locate parcel",
        ],
        "fr": [
            "où est la commande",
            "suivi de commande",
            "suivre la commande",
            "statut de la commande",
            "où en est la commande",
            "état de la commande",
            "où est le colis",
            "quand arrive la commande",
        ],
        "es": [
            "dónde está el pedido",
            "seguimiento del pedido",
            "estado del pedido",
            "rastrea el pedido",
            "dónde está mi paquete",
            "cuándo llega el pedido",
            "localiza el pedido",
        ],
        "ar": [
            "أين الطلب",
            "تتبع الطلب",
            "حالة الطلب",
            "وين وصل الطلب",
            "فين وصلات الطلبية",
            "أين الطرد",
            "متى يصل الطلب",
            "فين الكوموند",
        ],
    }

    class Params(fields.Form):
        order_ref = fields.Text(_("Order"), required=False, hears=references.ref("order"))
        email = fields.Text(_("E-mail address"), required=False, hears=addresses.email())
