"""Keyword research: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import phrases, places


@register
class KeywordResearch(Declaration):
    slug = "keyword-research"
    title = _("Keyword research")
    description = _("Gathers and groups keywords with their volume and difficulty.")
    category = "seo"
    needs = (Connector("google_ads"), Connector("gsc"))
    synonyms = {
        "en": [
            "keyword research",
            "find keywords for",
            "keyword ideas",
            "cluster keywords",
            "research search terms",
            "keywords about",
            "what do people search",
            "keyword list",
            "which keywords should we target",
            "keywords to rank for",
        ],
        "fr": [
            "recherche de mots-clés",
            "trouver des mots-clés",
            "idées de mots-clés",
            "mots clés pour",
            "regrouper les mots-clés",
            "étude de mots clés",
            "quels termes recherchent les gens",
        ],
        "es": [
            "investigación de palabras clave",
            "busca palabras clave",
            "ideas de palabras clave",
            "palabras clave para",
            "agrupa palabras clave",
            "estudio de keywords",
            "qué busca la gente",
        ],
        "ar": [
            "بحث الكلمات المفتاحية",
            "كلمات مفتاحية عن",
            "ابحث عن كلمات مفتاحية",
            "أفكار كلمات البحث",
            "الكلمات الدلالية",
            "كلمات البحث ل",
            "عطيني كلمات مفتاحية",
        ],
    }

    class Params(fields.Form):
        seed_keywords = fields.List(_("Words to start from"), required=False, hears=phrases.keywords())
        geo = fields.Text(_("Place"), required=False, hears=places.place())
