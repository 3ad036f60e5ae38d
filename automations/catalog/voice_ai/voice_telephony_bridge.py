"""Telephone line to the voice assistant: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, references


@register
class VoiceTelephonyBridge(Declaration):
    slug = "voice-telephony-bridge"
    title = _("Telephone line to the voice assistant")
    description = _("Carries a telephone call into a voice session.")
    category = "voice-ai"
    needs = (Connector("twilio"), Connector("telnyx"))
    risk = Risk.COST
    synonyms = {
        "en": [
            "telephony bridge",
            "connect phone call to voice assistant",
            "bridge inbound calls",
            "pstn",
            "phone line to voice bot",
            "twilio voice stream",
            "connect incoming phone calls",
        ],
        "fr": [
            "pont téléphonique",
            "relier l'appel à l'assistant vocal",
            "appels entrants vers l'assistant",
            "ligne téléphonique",
            "connecter l'appel téléphonique",
            "passerelle téléphonique",
        ],
        "es": [
            "puente telefónico",
            "conecta la llamada al asistente de voz",
            "llamadas entrantes al asistente",
            "línea telefónica",
            "pasarela telefónica",
            "conectar llamada",
        ],
        "ar": [
            "جسر الهاتف",
            "وصل المكالمة بالمساعد الصوتي",
            "المكالمات الواردة إلى المساعد",
            "خط الهاتف",
            "بوابة الهاتف",
            "ربط المكالمات الهاتفية",
        ],
    }

    class Params(fields.Form):
        call_sid = fields.Text(
            _("Call"), required=False, hears=references.code_after("call", "appel", "llamada", "مكالمة")
        )
        direction = fields.Text(_("Direction"), required=False, hears=choices.one_of(choices.DIRECTIONS))
