"""Calls by voice: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, references


@register
class GrokVoiceRealtime(Declaration):
    slug = "grok-voice-realtime"
    title = _("Calls by voice")
    description = _("Speaks with customers in real time, and calls those who are about to leave.")
    category = "voice-ai"
    needs = (Connector("xai"), Connector("gemini"))
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "call customer",
            "phone the customer",
            "outbound call",
            "make a call",
            "realtime voice",
            "ring the client",
            "voice call",
            "call them",
        ],
        "fr": [
            "appeler le client",
            "appelle le client",
            "passe un appel",
            "téléphone au client",
            "appel sortant",
            "voix en temps réel",
            "appel vocal",
        ],
        "es": [
            "llama al cliente",
            "llamar al cliente",
            "haz una llamada",
            "llamada saliente",
            "telefonea al cliente",
            "voz en tiempo real",
            "llamada de voz",
        ],
        "ar": [
            "اتصل بالعميل",
            "اتصل بالزبون",
            "الاتصال بالعميل",
            "مكالمة صادرة",
            "عيط للكليان",
            "كلم الزبون فالتليفون",
            "مكالمة صوتية",
            "هاتف العميل",
            "الصوت المباشر",
        ],
    }

    class Params(fields.Form):
        session_id = fields.Text(_("Session"), required=False, hears=references.ref("session"))
        voice = fields.Text(_("Voice"), required=False, hears=names.named("voice", "voix", "voz", most=1))
        call_to = fields.Text(
            _("Whom to call"), required=False, hears=references.phone_or("customer", "lead", "contact")
        )
