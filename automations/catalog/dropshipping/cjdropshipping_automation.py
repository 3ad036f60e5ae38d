"""CJ Dropshipping: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references


@register
class CjdropshippingAutomation(Declaration):
    slug = "cjdropshipping-automation"
    title = _("CJ Dropshipping")
    description = _("Takes over products from CJ, passes orders to it and follows them.")
    category = "dropshipping"
    needs = (Connector("cjdropshipping"), Connector("shopify"))
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "cj dropshipping",
            "cj order",
            "send order to cj",
            "import product from cj",
            "order goes to cj",
            "cj tracking",
            "place cj supplier order",
        ],
        "fr": [
            "cj dropshipping",
            "commande cj",
            "envoyer la commande à cj",
            "importer un produit de cj",
            "passe la commande chez cj",
            "suivi cj",
        ],
        "es": [
            "cj dropshipping",
            "pedido cj",
            "envía el pedido a cj",
            "importa un producto de cj",
            "pasa el pedido a cj",
            "seguimiento cj",
        ],
        "ar": [
            "سي جي دروبشيبينغ",
            "CJ دروبشيبينغ",
            "أرسل الطلب إلى CJ",
            "استيراد منتج من CJ",
            "طلبية CJ",
            "مورد سي جي",
        ],
    }

    class Params(fields.Form):
        order_id = fields.Text(_("Order"), required=False, hears=references.ref("order"))
        sku = fields.Text(_("Article number"), required=False, hears=references.sku())
