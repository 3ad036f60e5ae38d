"""Podcast episodes: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import phrases, spans, tongues


@register
class PodcastGenerator(Declaration):
    slug = "podcast-generator-resilient"
    title = _("Podcast episodes")
    description = _("Writes and speaks an episode about a topic or a post.")
    category = "content"
    needs = (Connector("elevenlabs"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "podcast",
            "create a podcast episode",
            "podcast about",
            "audio episode",
            "record a podcast",
            "make a podcast",
            "podcast script",
        ],
        "fr": [
            "podcast",
            "créer un podcast",
            "épisode de podcast sur",
            "épisode audio",
            "enregistrer un podcast",
            "balado",
            "fais un podcast",
        ],
        "es": [
            "podcast",
            "crea un podcast",
            "episodio de podcast sobre",
            "episodio de audio",
            "graba un podcast",
            "pódcast",
            "haz un podcast",
        ],
        "ar": [
            "بودكاست",
            "أنشئ بودكاست",
            "حلقة بودكاست عن",
            "حلقة صوتية",
            "سجل بودكاست",
            "دير بودكاست على",
            "بودكاست حول",
        ],
    }

    class Params(fields.Form):
        topic = fields.Text(_("Topic"), required=False, hears=phrases.about())
        language = fields.Text(_("Language"), required=False, hears=tongues.language())
        duration_min = fields.Number(_("Duration (minutes)"), required=False, hears=spans.span("minute"))
