"""Translations: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references, tongues


@register
class ContentTranslation(Declaration):
    slug = "content-translation"
    title = _("Translations")
    description = _("Translates pages and posts with the client's own glossary.")
    category = "content"
    needs = (Connector("wordpress"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "translate",
            "translate page into",
            "translation of post",
            "translate article",
            "localise page",
            "translate content to",
            "translate website page",
        ],
        "fr": [
            "traduire",
            "traduis la page en",
            "traduction de l'article",
            "traduire le contenu",
            "localiser la page",
            "traduis l'article",
            "version anglaise de la page",
        ],
        "es": [
            "traducir",
            "traduce la página al",
            "traducción del artículo",
            "traduce el contenido",
            "localizar la página",
            "traduce el artículo",
            "versión en inglés",
        ],
        "ar": [
            "ترجم",
            "ترجم الصفحة إلى",
            "ترجمة المقال",
            "ترجمة المحتوى",
            "ترجم المقال",
            "ترجمة إلى الفرنسية",
            "ترجم هاد الصفحة",
        ],
    }

    class Params(fields.Form):
        content_id = fields.Text(_("Page or post"), required=False, hears=references.ref("content"))
        languages = fields.List(_("Languages"), required=False, hears=tongues.languages())
