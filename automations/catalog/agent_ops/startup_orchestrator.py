"""Services of the platform: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import choices


@register
class StartupOrchestrator(Declaration):
    slug = "startup-orchestrator"
    title = _("Services of the platform")
    description = _("Starts, stops and checks the platform's own services.")
    category = "agent-ops"
    scope = "platform"
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "start services",
            "stop services",
            "restart services",
            "check services",
            "start the platform",
            "boot the system",
            "restart the worker",
            "services status",
        ],
        "fr": [
            "démarrer les services",
            "arrêter les services",
            "redémarrer les services",
            "vérifier les services",
            "relance la plateforme",
            "redémarre les workers",
        ],
        "es": [
            "iniciar servicios",
            "detener los servicios",
            "reinicia los servicios",
            "comprueba los servicios",
            "arranca la plataforma",
            "para los servicios",
        ],
        "ar": [
            "تشغيل الخدمات",
            "إيقاف الخدمات",
            "إعادة تشغيل الخدمات",
            "فحص الخدمات",
            "شغل المنصة",
            "عاود شعل السيرفيسات",
        ],
    }

    class Params(fields.Form):
        action = fields.Text(_("What to do"), required=False, hears=choices.one_of(choices.ACTIONS))
