"""Newsletter: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, phrases


@register
class NewsletterComposer(Declaration):
    slug = "newsletter-composer"
    title = _("Newsletter")
    description = _("Drafts the newsletter from new posts and products.")
    category = "email-marketing"
    needs = (Connector("klaviyo"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "newsletter",
            "write the newsletter",
            "draft this week's newsletter",
            "compose newsletter",
            "weekly newsletter",
            "newsletter about",
        ],
        "fr": [
            "newsletter",
            "rédiger la newsletter",
            "prépare la lettre d'information",
            "infolettre",
            "newsletter de la semaine",
            "écris la newsletter sur",
        ],
        "es": [
            "boletín",
            "redacta el boletín",
            "newsletter",
            "escribe la newsletter",
            "prepara el boletín semanal",
            "boletín informativo",
        ],
        "ar": [
            "النشرة البريدية",
            "اكتب النشرة الإخبارية",
            "نشرة الأسبوع",
            "حضر النشرة البريدية",
            "نيوزليتر",
            "صايب النيوزليتر",
        ],
    }

    class Params(fields.Form):
        topic = fields.Text(_("Topic"), required=False, hears=phrases.about())
        segment = fields.Text(_("Customers"), required=False, hears=names.group())
