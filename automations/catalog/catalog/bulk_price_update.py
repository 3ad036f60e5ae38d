"""Prices by rule: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, names


@register
class BulkPriceUpdate(Declaration):
    slug = "bulk-price-update"
    title = _("Prices by rule")
    description = _("Changes many prices by one rule, shown before it is done.")
    category = "catalog"
    needs = (Connector("shopify"),)
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "update prices",
            "raise prices by",
            "increase prices",
            "lower prices on",
            "change prices in bulk",
            "bulk price change",
            "reduce all prices",
            "discount all products by",
            "cut prices",
        ],
        "fr": [
            "augmenter les prix",
            "baisser les prix de",
            "mettre à jour les prix",
            "changer les prix en masse",
            "modifier les tarifs",
            "hausse des prix",
            "réduis les prix",
            "prix de la collection",
        ],
        "es": [
            "subir precios",
            "baja los precios",
            "actualizar precios",
            "cambia los precios en masa",
            "aumenta los precios",
            "rebaja los precios",
            "modifica las tarifas",
            "sube un precio",
        ],
        "ar": [
            "تحديث الأسعار",
            "ارفع الأسعار",
            "خفض الأسعار",
            "تغيير الأسعار جماعيا",
            "زيادة الأسعار",
            "تعديل الأثمنة",
            "زيد ف الأثمنة",
            "نقص الأثمنة",
            "تخفيض الأثمنة",
            "تخفيض الأسعار",
        ],
    }

    class Params(fields.Form):
        rule = fields.Text(_("Rule"), required=False, hears=money.price_rule())
        scope = fields.Text(_("Which products"), required=False, hears=names.scope())
