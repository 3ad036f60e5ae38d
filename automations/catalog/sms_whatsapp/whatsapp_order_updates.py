"""Order messages on WhatsApp: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, references


@register
class WhatsappOrderUpdates(Declaration):
    slug = "whatsapp-order-updates"
    title = _("Order messages on WhatsApp")
    description = _("Tells customers on WhatsApp that an order was taken, sent and delivered.")
    category = "sms-whatsapp"
    needs = (Connector("whatsapp"), Connector("shopify"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "whatsapp order update",
            "send shipping update by whatsapp",
            "whatsapp delivery message",
            "notify customer of order on whatsapp",
            "order shipped whatsapp",
            "order confirmation whatsapp",
            "tell customer the order is on its way",
        ],
        "fr": [
            "suivi de commande whatsapp",
            "prévenir par whatsapp que la commande est expédiée",
            "message de livraison whatsapp",
            "whatsapp commande",
            "notification de commande whatsapp",
            "confirmation de commande par whatsapp",
        ],
        "es": [
            "actualización de pedido por whatsapp",
            "avisa por whatsapp del envío",
            "mensaje de entrega whatsapp",
            "whatsapp pedido",
            "notifica el pedido por whatsapp",
            "confirmación de pedido whatsapp",
        ],
        "ar": [
            "تحديث الطلب عبر واتساب",
            "أخبر العميل بالشحن واتساب",
            "رسالة توصيل واتساب",
            "واتساب الطلب",
            "إشعار الطلبية واتساب",
            "خبر الكليان بالطلبية ف واتساب",
        ],
    }

    class Params(fields.Form):
        order_id = fields.Text(_("Order"), required=False, hears=references.ref("order"))
        template = fields.Text(
            _("Template"), required=False, hears=names.named("template", "modèle", "plantilla", "قالب")
        )
