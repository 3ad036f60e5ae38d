"""Product texts for search engines: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references, tongues


@register
class ProductSeoOptimizer(Declaration):
    slug = "product-seo-optimizer"
    title = _("Product texts for search engines")
    description = _("Rewrites titles, meta data and picture texts of products.")
    category = "seo"
    needs = (Connector("shopify"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "optimise product seo",
            "optimize product titles",
            "rewrite product meta",
            "alt text of products",
            "product seo",
            "improve product titles for search",
            "seo of product page",
            "meta descriptions",
        ],
        "fr": [
            "optimiser le seo des produits",
            "réécrire les titres de produits",
            "textes alternatifs",
            "méta des produits",
            "optimise la fiche produit pour google",
            "balises des produits",
            "seo produit",
            "référencement des produits",
        ],
        "es": [
            "optimizar seo de productos",
            "reescribe los títulos de los productos",
            "textos alternativos",
            "meta de productos",
            "seo de la ficha",
            "optimiza el producto para google",
            "posicionamiento de productos",
        ],
        "ar": [
            "تحسين سيو المنتجات",
            "أعد كتابة عناوين المنتجات",
            "النص البديل للصور",
            "تحسين المنتج لمحركات البحث",
            "سيو المنتج",
            "حسن عنوان المنتوج",
            "وصف ميتا",
        ],
    }

    class Params(fields.Form):
        product_ids = fields.List(_("Products"), required=False, hears=references.refs("product"))
        language = fields.Text(_("Language"), required=False, hears=tongues.language())
