"""Texts and pictures for ads: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, numbers, references


@register
class AdCreativeGenerator(Declaration):
    slug = "ad-creative-generator"
    title = _("Texts and pictures for ads")
    description = _("Makes texts and pictures for ads of a product.")
    category = "paid-ads"
    needs = (Connector("fal"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "ad creative",
            "create ads for product",
            "write ad copy",
            "generate ad images",
            "facebook ad text",
            "ad variants",
            "create an advert",
            "ad visuals",
            "ad images for product",
        ],
        "fr": [
            "créer une pub",
            "texte publicitaire",
            "visuels publicitaires",
            "créa publicitaire",
            "annonces pour le produit",
            "génère des publicités",
            "variantes d'annonce",
            "accroche publicitaire",
            "visuels pour le produit",
        ],
        "es": [
            "crear anuncios",
            "texto publicitario",
            "creatividades",
            "anuncio para el producto",
            "genera anuncios",
            "variantes de anuncio",
            "imágenes para anuncios",
            "copia publicitaria",
            "imágenes de anuncio para el producto",
        ],
        "ar": [
            "إنشاء إعلان",
            "نص إعلاني",
            "تصميم إعلان للمنتج",
            "صور إعلانية",
            "نسخ إعلانية",
            "اكتب إعلانا",
            "دير إشهار للمنتوج",
            "أنشئ إعلانات",
        ],
    }

    class Params(fields.Form):
        product_id = fields.Text(_("Product"), required=False, hears=references.ref("product"))
        channel = fields.Text(_("Channel"), required=False, hears=choices.one_of(choices.NETWORKS))
        variants = fields.Number(_("Number of variants"), required=False, hears=numbers.variants())
