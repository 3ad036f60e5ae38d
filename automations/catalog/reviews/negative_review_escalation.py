"""Bad reviews to a person: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import references


@register
class NegativeReviewEscalation(Declaration):
    slug = "negative-review-escalation"
    title = _("Bad reviews to a person")
    description = _("Opens a ticket for every review of one or two stars.")
    category = "reviews"
    needs = (Connector("slack"),)
    synonyms = {
        "en": [
            "escalate negative review",
            "bad review ticket",
            "one star review",
            "escalate bad reviews",
            "negative reviews to support",
            "unhappy review alert",
            "angry review",
        ],
        "fr": [
            "escalader l'avis négatif",
            "avis négatif",
            "mauvais avis",
            "avis une étoile",
            "ticket pour mauvais avis",
            "alerter pour un avis négatif",
            "transmettre l'avis négatif",
        ],
        "es": [
            "escalar reseña negativa",
            "reseña negativa",
            "mala reseña",
            "opinión de una estrella",
            "ticket por mala reseña",
            "alerta de opinión negativa",
            "eleva la reseña negativa",
        ],
        "ar": [
            "تصعيد التقييم السلبي",
            "تقييم سلبي",
            "مراجعة سيئة",
            "تقييم نجمة واحدة",
            "تذكرة لتقييم سيئ",
            "صعد المراجعة السلبية",
            "تقييم خايب",
        ],
    }

    class Params(fields.Form):
        review_id = fields.Text(_("Review"), required=False, hears=references.ref("review"))
