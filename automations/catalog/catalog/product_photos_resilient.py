"""Product photos: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, references


@register
class ProductPhotos(Declaration):
    slug = "product-photos-resilient"
    title = _("Product photos")
    description = _("Makes or cleans pictures of products.")
    category = "catalog"
    needs = (Connector("shopify"), Connector("fal"))
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "product photos",
            "white background photos",
            "clean product pictures",
            "generate product images",
            "retouch product photos",
            "remove background",
            "photos for product",
            "product pictures",
        ],
        "fr": [
            "photos de produits",
            "photos fond blanc",
            "nettoyer les photos",
            "générer des images de produits",
            "retoucher les photos",
            "détourer",
            "photo du produit",
            "visuels du produit",
        ],
        "es": [
            "fotos de producto",
            "fotos con fondo blanco",
            "limpia las fotos",
            "genera imágenes de producto",
            "retocar fotos",
            "quita el fondo",
            "imágenes del producto",
        ],
        "ar": [
            "صور المنتجات",
            "صور بخلفية بيضاء",
            "تنظيف صور المنتج",
            "أنشئ صورا للمنتج",
            "تعديل الصور",
            "إزالة الخلفية",
            "تصاور المنتوج",
            "صور للمنتج",
        ],
    }

    class Params(fields.Form):
        product_ids = fields.List(_("Products"), required=False, hears=references.refs("product"))
        style = fields.Text(_("Style"), required=False, hears=names.style())
