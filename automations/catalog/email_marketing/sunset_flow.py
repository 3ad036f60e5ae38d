"""Farewell to silent subscribers: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import spans


@register
class SunsetFlow(Declaration):
    slug = "sunset-flow"
    title = _("Farewell to silent subscribers")
    description = _("One last e-mail to subscribers who no longer open anything, then no more.")
    category = "email-marketing"
    needs = (Connector("klaviyo"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "sunset flow",
            "inactive subscribers",
            "last chance email",
            "stop mailing people who do not open",
            "unengaged subscribers",
            "clean the list of inactive",
            "suppress unengaged contacts",
            "dormant subscribers",
            "remove inactive subscribers from the list",
        ],
        "fr": [
            "abonnés inactifs",
            "flux d'adieu",
            "e-mail de dernière chance",
            "arrêter d'écrire aux inactifs",
            "nettoyer la liste des inactifs",
            "contacts qui n'ouvrent plus",
            "abonnés dormants",
            "sunset",
        ],
        "es": [
            "suscriptores inactivos",
            "última oportunidad",
            "deja de escribir a los inactivos",
            "limpiar la lista de inactivos",
            "contactos que no abren",
            "suscriptores dormidos",
            "flujo de despedida",
        ],
        "ar": [
            "المشتركون غير النشطين",
            "رسالة الفرصة الأخيرة",
            "تنظيف القائمة من الخاملين",
            "مشتركون لا يفتحون الرسائل",
            "المشتركين الخاملين",
            "أوقف مراسلة غير المتفاعلين",
        ],
    }

    class Params(fields.Form):
        inactivity_days = fields.Number(_("Silent for (days)"), required=False, hears=spans.span("day"))
