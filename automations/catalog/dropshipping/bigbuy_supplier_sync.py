"""BigBuy: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references


@register
class BigbuySupplierSync(Declaration):
    slug = "bigbuy-supplier-sync"
    title = _("BigBuy")
    description = _("Keeps BigBuy's catalogue, stock and orders in step with the shop.")
    category = "dropshipping"
    needs = (Connector("bigbuy"), Connector("shopify"))
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "bigbuy",
            "sync bigbuy",
            "bigbuy stock",
            "bigbuy catalogue",
            "update bigbuy products",
            "bigbuy order",
            "import from bigbuy",
        ],
        "fr": [
            "bigbuy",
            "synchroniser bigbuy",
            "stock bigbuy",
            "catalogue bigbuy",
            "commande bigbuy",
            "mets à jour bigbuy",
            "importer de bigbuy",
        ],
        "es": [
            "bigbuy",
            "sincroniza bigbuy",
            "stock de bigbuy",
            "catálogo bigbuy",
            "pedido bigbuy",
            "actualiza bigbuy",
            "importar de bigbuy",
        ],
        "ar": [
            "بيغ باي",
            "بيج باي",
            "BigBuy",
            "مزامنة بيغ باي",
            "مخزون BigBuy",
            "كتالوج بيغ باي",
        ],
    }

    class Params(fields.Form):
        skus = fields.List(_("Article numbers"), required=False, hears=references.skus())
        order_id = fields.Text(_("Order"), required=False, hears=references.ref("order"))
