"""Variants of an ad video: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import choices, references


@register
class UgcAdVideoVariants(Declaration):
    slug = "ugc-ad-video-variants"
    title = _("Variants of an ad video")
    description = _("Cuts an ad video into other lengths, forms and openings.")
    category = "content"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "ad video variants",
            "ugc video",
            "cut video variants",
            "different hooks for video ad",
            "resize ad video",
            "video ad versions",
            "ugc ads",
        ],
        "fr": [
            "variantes de vidéo publicitaire",
            "vidéo ugc",
            "décliner la vidéo pub",
            "accroches différentes",
            "formats de la vidéo",
            "couper la vidéo en variantes",
        ],
        "es": [
            "variantes de vídeo publicitario",
            "vídeo ugc",
            "versiones del vídeo de anuncio",
            "distintos ganchos",
            "formatos del vídeo",
            "corta variantes del video",
        ],
        "ar": [
            "نسخ من فيديو إعلاني",
            "فيديو UGC",
            "قص الفيديو الإعلاني",
            "صيغ مختلفة للفيديو",
            "تنويعات الفيديو الإعلاني",
            "نسخ الفيديو",
        ],
    }

    class Params(fields.Form):
        asset_id = fields.Text(_("Video"), required=False, hears=references.ref("asset"))
        formats = fields.List(_("Forms"), required=False, hears=choices.some_of(choices.FORMATS))
