"""Voicemail: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import references


@register
class VoicemailCallback(Declaration):
    slug = "voicemail-callback"
    title = _("Voicemail")
    description = _("Writes down voicemails and plans to call back.")
    category = "voice-ai"
    needs = (Connector("twilio"), Connector("google_calendar"))
    synonyms = {
        "en": [
            "voicemail",
            "transcribe voicemail",
            "schedule a callback",
            "missed call message",
            "call back from voicemail",
            "voice message transcription",
        ],
        "fr": [
            "messagerie vocale",
            "transcrire le message vocal",
            "planifier un rappel téléphonique",
            "message sur répondeur",
            "répondeur",
            "rappeler après message vocal",
        ],
        "es": [
            "buzón de voz",
            "transcribe el mensaje de voz",
            "programa devolver la llamada",
            "mensaje del contestador",
            "contestador",
            "transcribir buzón",
        ],
        "ar": [
            "البريد الصوتي",
            "فرغ الرسالة الصوتية",
            "معاودة الاتصال",
            "رسالة صوتية مسجلة",
            "جدولة معاودة الاتصال",
            "المجيب الصوتي",
        ],
    }

    class Params(fields.Form):
        recording_id = fields.Text(_("Recording"), required=False, hears=references.ref("recording"))
