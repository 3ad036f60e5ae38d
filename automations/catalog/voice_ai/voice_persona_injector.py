"""Voice personas: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import names, tongues


@register
class VoicePersonaInjector(Declaration):
    slug = "voice-persona-injector"
    title = _("Voice personas")
    description = _("Chooses who speaks: character, language and manner.")
    category = "voice-ai"
    synonyms = {
        "en": [
            "voice persona",
            "choose persona",
            "change the voice assistant's persona",
            "set persona",
            "use persona",
            "persona for calls",
            "personality of the assistant",
        ],
        "fr": [
            "persona vocal",
            "choisir le persona",
            "changer le persona",
            "personnage de l'assistant",
            "utilise le persona",
            "personnalité de l'assistant vocal",
        ],
        "es": [
            "persona de voz",
            "elige la persona",
            "cambia la persona",
            "personaje del asistente",
            "usa la persona",
            "personalidad del asistente de voz",
        ],
        "ar": [
            "شخصية الصوت",
            "اختر شخصية المساعد",
            "غير الشخصية الصوتية",
            "شخصية المساعد الصوتي",
            "استعمل شخصية",
            "بيرسونا الصوت",
        ],
    }

    class Params(fields.Form):
        persona = fields.Text(
            _("Persona"),
            required=False,
            hears=names.named("persona", "character", "personnage", "personaje", "شخصية", most=2),
        )
        language = fields.Text(_("Language"), required=False, hears=tongues.language())
