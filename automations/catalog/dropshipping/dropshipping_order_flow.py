"""Orders to suppliers: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references


@register
class DropshippingOrderFlow(Declaration):
    slug = "dropshipping-order-flow"
    title = _("Orders to suppliers")
    description = _("Splits an order among suppliers by its article numbers and follows it to the customer.")
    category = "dropshipping"
    needs = (Connector("shopify"), Connector("cjdropshipping"), Connector("bigbuy"), Connector("klaviyo"))
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "dropshipping order",
            "process order with dropshipping",
            "route order to suppliers",
            "split order among suppliers",
            "forward order to supplier",
            "dropship order",
            "fulfil order through supplier",
        ],
        "fr": [
            "commande en dropshipping",
            "traiter la commande dropshipping",
            "router la commande vers les fournisseurs",
            "répartir la commande",
            "envoyer la commande au fournisseur",
            "transmets la commande au bon fournisseur",
        ],
        "es": [
            "pedido de dropshipping",
            "procesa el pedido en dropshipping",
            "enruta el pedido a proveedores",
            "reparte el pedido",
            "envía el pedido al proveedor",
            "tramita el pedido dropshipping",
        ],
        "ar": [
            "طلب دروبشيبينغ",
            "عالج الطلب دروبشيبينغ",
            "توجيه الطلب إلى الموردين",
            "تقسيم الطلب بين الموردين",
            "أرسل الطلب إلى المورد",
            "دروبشيبنغ طلبية",
            "معالجة طلبية دروبشيبينج",
        ],
    }

    class Params(fields.Form):
        order_id = fields.Text(_("Order"), required=False, hears=references.ref("order"))
