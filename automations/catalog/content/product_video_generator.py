"""Product videos: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, references


@register
class ProductVideoGenerator(Declaration):
    slug = "product-video-generator"
    title = _("Product videos")
    description = _("A short video of a product, made from its pictures.")
    category = "content"
    needs = (Connector("fal"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "product video",
            "make a video of product",
            "short product clip",
            "video from product pictures",
            "generate product video",
            "vertical video for product",
        ],
        "fr": [
            "vidéo produit",
            "créer une vidéo du produit",
            "clip du produit",
            "vidéo à partir des photos",
            "génère une vidéo produit",
            "vidéo verticale du produit",
        ],
        "es": [
            "vídeo de producto",
            "crea un vídeo del producto",
            "clip del producto",
            "vídeo con las fotos del producto",
            "genera un video",
            "video vertical",
        ],
        "ar": [
            "فيديو المنتج",
            "أنشئ فيديو للمنتج",
            "فيديو قصير للمنتج",
            "فيديو من الصور",
            "دير فيديو للمنتوج",
            "مقطع للمنتج",
        ],
    }

    class Params(fields.Form):
        product_id = fields.Text(_("Product"), required=False, hears=references.ref("product"))
        format = fields.Text(_("Form"), required=False, hears=choices.one_of(choices.FORMATS))
