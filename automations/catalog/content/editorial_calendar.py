"""Editorial calendar: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import moments, numbers


@register
class EditorialCalendar(Declaration):
    slug = "editorial-calendar"
    title = _("Editorial calendar")
    description = _("Plans the month's topics from searches, trends and what is missing.")
    category = "content"
    needs = (Connector("gsc"),)
    synonyms = {
        "en": [
            "editorial calendar",
            "content calendar",
            "plan topics for the month",
            "plan content",
            "content plan",
            "topic ideas for next month",
            "plan blog topics",
        ],
        "fr": [
            "calendrier éditorial",
            "planning éditorial",
            "planifier les sujets du mois",
            "idées de sujets",
            "plan de contenu",
            "planning de contenu",
            "prévois les sujets",
        ],
        "es": [
            "calendario editorial",
            "planifica los temas del mes",
            "plan de contenidos",
            "ideas de temas",
            "calendario de contenidos",
            "programa los temas",
        ],
        "ar": [
            "التقويم التحريري",
            "خطة المحتوى",
            "خطط لمواضيع الشهر",
            "تقويم المحتوى",
            "أفكار مواضيع",
            "جدول المحتوى",
            "برمج مواضيع الشهر",
        ],
    }

    class Params(fields.Form):
        month = fields.Text(_("Month"), required=False, hears=moments.month())
        topics_n = fields.Number(
            _("Number of topics"),
            required=False,
            hears=numbers.count_of(
                "topics",
                "topic",
                "sujets",
                "sujet",
                "temas",
                "ideas",
                "idées",
                "articles",
                "posts",
                "مواضيع",
                "موضوع",
                "أفكار",
                "موضوعا",
            ),
        )
