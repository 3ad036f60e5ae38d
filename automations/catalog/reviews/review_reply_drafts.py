"""Draft answers to reviews: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import references


@register
class ReviewReplyDrafts(Declaration):
    slug = "review-reply-drafts"
    title = _("Draft answers to reviews")
    description = _("Drafts answers to reviews on Google and in the shop.")
    category = "reviews"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "reply to review",
            "answer reviews",
            "draft review response",
            "respond to google review",
            "review replies",
            "write a response to review",
        ],
        "fr": [
            "répondre à l'avis",
            "réponse aux avis",
            "rédige une réponse à l'avis",
            "réponds aux avis google",
            "brouillon de réponse à l'avis",
            "répondre au commentaire client",
        ],
        "es": [
            "responder a la reseña",
            "respuesta a las reseñas",
            "redacta una respuesta a la opinión",
            "contesta las reseñas de google",
            "borrador de respuesta a la reseña",
        ],
        "ar": [
            "الرد على التقييم",
            "رد على المراجعة",
            "اكتب ردا على تقييم",
            "الرد على تقييمات جوجل",
            "مسودة رد على مراجعة",
            "جاوب على التقييم",
        ],
    }

    class Params(fields.Form):
        review_id = fields.Text(_("Review"), required=False, hears=references.ref("review"))
