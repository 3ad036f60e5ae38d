"""Check of a client's set-up: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import names


@register
class ValidateClient(Declaration):
    slug = "validate-client"
    title = _("Check of a client's set-up")
    description = _("Checks that a client's space and its services are set up rightly.")
    category = "agent-ops"
    scope = "platform"
    synonyms = {
        "en": [
            "validate client",
            "check client setup",
            "is the client ready",
            "verify tenant",
            "client set-up check",
            "check client configuration",
            "client integrations check",
        ],
        "fr": [
            "valider le client",
            "vérifier la configuration du client",
            "le client est-il prêt",
            "contrôle du client",
            "vérifie l'espace client",
            "configuration du client",
        ],
        "es": [
            "validar cliente",
            "verifica la configuración del cliente",
            "está listo el cliente",
            "comprueba el cliente",
            "valida el alta",
            "configuración del cliente",
        ],
        "ar": [
            "التحقق من العميل",
            "تحقق من إعداد العميل",
            "هل العميل جاهز",
            "فحص إعدادات العميل",
            "صحة إعداد العميل",
            "شوف واش الكليان واجد",
        ],
    }

    class Params(fields.Form):
        tenant = fields.Text(
            _("Client"), required=False, hears=names.named("client", "tenant", "customer", "cliente", "عميل", most=2)
        )
