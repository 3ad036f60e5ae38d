"""Spoken answers as text: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import phrases, references, tongues


@register
class VoiceApi(Declaration):
    slug = "voice-api-resilient"
    title = _("Spoken answers as text")
    description = _("Answers a turn of a conversation and reads what it says about budget, authority, need and timing.")
    category = "voice-ai"
    needs = (Connector("hubspot"), Connector("klaviyo"))
    synonyms = {
        "en": [
            "voice text api",
            "answer in voice session",
            "voice assistant answer",
            "voice bot reply",
            "text reply for voice session",
            "voice api",
        ],
        "fr": [
            "api vocale texte",
            "répondre dans la session vocale",
            "réponse de l'assistant vocal",
            "assistant vocal texte",
            "réponds à la session vocale",
        ],
        "es": [
            "api de voz en texto",
            "responde en la sesión de voz",
            "respuesta del asistente de voz",
            "asistente de voz texto",
            "sesión de voz",
        ],
        "ar": [
            "واجهة الصوت النصية",
            "الرد في جلسة صوتية",
            "رد المساعد الصوتي",
            "جلسة صوتية",
            "مساعد صوتي نصي",
        ],
    }

    class Params(fields.Form):
        session_id = fields.Text(_("Session"), required=False, hears=references.ref("session"))
        text = fields.Text(_("Text"), required=False, hears=phrases.quoted())
        language = fields.Text(_("Language"), required=False, hears=tongues.language())
