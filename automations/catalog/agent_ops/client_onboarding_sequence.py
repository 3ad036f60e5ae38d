"""Onboarding mails: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names


@register
class ClientOnboardingSequence(Declaration):
    slug = "client-onboarding-sequence"
    title = _("Onboarding mails")
    description = _("Leads a new client through the first steps by e-mail.")
    category = "agent-ops"
    needs = (Connector("smtp"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "onboarding emails",
            "onboarding sequence",
            "guide new client",
            "client onboarding",
            "start onboarding",
            "onboarding steps",
            "first steps emails",
        ],
        "fr": [
            "onboarding",
            "séquence d'onboarding",
            "e-mails de prise en main",
            "guider le nouveau client",
            "accueil du client",
            "premiers pas",
            "démarre l'onboarding",
        ],
        "es": [
            "onboarding",
            "secuencia de onboarding",
            "correos de bienvenida al cliente",
            "guía al nuevo cliente",
            "incorporación del cliente",
            "primeros pasos",
        ],
        "ar": [
            "تهيئة العميل",
            "رسائل التهيئة",
            "سلسلة تأهيل العميل الجديد",
            "إرشاد العميل الجديد",
            "خطوات البداية",
            "أونبوردينغ",
        ],
    }

    class Params(fields.Form):
        tenant = fields.Text(
            _("Client"), required=False, hears=names.named("client", "tenant", "customer", "cliente", "عميل", most=2)
        )
