"""Access check: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import names


@register
class CredentialValidator(Declaration):
    slug = "credential-validator"
    title = _("Access check")
    description = _("Says which accesses are set, work, or are missing.")
    category = "agent-ops"
    synonyms = {
        "en": [
            "check credentials",
            "validate credentials",
            "which api keys are missing",
            "are the keys valid",
            "credential check",
            "test access keys",
            "missing credentials",
        ],
        "fr": [
            "vérifier les identifiants",
            "valider les clés",
            "quelles clés api manquent",
            "contrôle des accès",
            "vérifie les accès",
            "identifiants manquants",
            "tester les clés",
        ],
        "es": [
            "verificar credenciales",
            "valida las claves",
            "qué claves api faltan",
            "comprueba los accesos",
            "credenciales que faltan",
            "revisa las credenciales",
        ],
        "ar": [
            "تحقق من بيانات الاعتماد",
            "فحص المفاتيح",
            "ما المفاتيح الناقصة",
            "صلاحية المفاتيح",
            "تأكد من بيانات الدخول",
            "مفاتيح API الناقصة",
        ],
    }

    class Params(fields.Form):
        tenant = fields.Text(
            _("Client"), required=False, hears=names.named("client", "tenant", "customer", "cliente", "عميل", most=2)
        )
