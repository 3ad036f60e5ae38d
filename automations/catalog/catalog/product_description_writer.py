"""Product descriptions: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, references, tongues


@register
class ProductDescriptionWriter(Declaration):
    slug = "product-description-writer"
    title = _("Product descriptions")
    description = _("Writes descriptions of products in several languages.")
    category = "catalog"
    needs = (Connector("shopify"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "product description",
            "write descriptions for products",
            "describe product",
            "product copy",
            "rewrite product description",
            "product text",
            "product page description",
        ],
        "fr": [
            "description de produit",
            "rédige la description du produit",
            "fiche produit",
            "descriptions des produits",
            "texte du produit",
            "écris les fiches produits",
            "décris le produit",
        ],
        "es": [
            "descripción de producto",
            "escribe la descripción del producto",
            "descripciones de productos",
            "ficha de producto",
            "texto del producto",
            "redacta descripciones",
            "describe el producto",
        ],
        "ar": [
            "وصف المنتج",
            "اكتب وصف المنتج",
            "أوصاف المنتجات",
            "نص المنتج",
            "بطاقة المنتج",
            "كتب وصف للمنتوج",
            "حرر وصفا للمنتج",
        ],
    }

    class Params(fields.Form):
        product_ids = fields.List(_("Products"), required=False, hears=references.refs("product"))
        languages = fields.List(_("Languages"), required=False, hears=tongues.languages())
        tone = fields.Text(_("Tone"), required=False, hears=choices.one_of(choices.TONES))
