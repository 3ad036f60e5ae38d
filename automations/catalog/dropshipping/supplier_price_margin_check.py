"""Margins at suppliers: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, references


@register
class SupplierPriceMarginCheck(Declaration):
    slug = "supplier-price-margin-check"
    title = _("Margins at suppliers")
    description = _("Stops orders whose margin has fallen under the floor.")
    category = "dropshipping"
    needs = (Connector("cjdropshipping"), Connector("bigbuy"))
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "margin check",
            "block orders below margin",
            "supplier price check",
            "minimum margin",
            "margin floor",
            "verify margin of product",
            "profit margin under",
            "is the margin enough",
        ],
        "fr": [
            "vérifier la marge",
            "bloquer les commandes sous la marge",
            "prix fournisseur",
            "marge minimale",
            "plancher de marge",
            "contrôle des marges",
            "marge du produit",
        ],
        "es": [
            "comprobar margen",
            "bloquea pedidos con margen bajo",
            "precio del proveedor",
            "margen mínimo",
            "verifica el margen",
            "control de márgenes",
            "margen del producto",
        ],
        "ar": [
            "فحص الهامش",
            "هامش الربح الأدنى",
            "أوقف الطلبات تحت الهامش",
            "سعر المورد",
            "تحقق من هامش الربح",
            "مراقبة الهوامش",
            "الهامش ديال المنتوج",
        ],
    }

    class Params(fields.Form):
        sku = fields.Text(_("Article number"), required=False, hears=references.sku())
        min_margin_pct = fields.Number(_("Lowest margin (%)"), required=False, hears=numbers.percent())
