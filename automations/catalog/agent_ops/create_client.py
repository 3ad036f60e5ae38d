"""New client: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import choices, names


@register
class CreateClient(Declaration):
    slug = "create-client"
    title = _("New client")
    description = _("Sets up a new client with its own space and defaults.")
    category = "agent-ops"
    scope = "platform"
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "create client",
            "new client",
            "onboard a client",
            "provision tenant",
            "set up client account",
            "add a new client",
            "create tenant",
            "open an account for company",
        ],
        "fr": [
            "créer un client",
            "nouveau client",
            "crée le client",
            "provisionner un client",
            "ouvrir un compte client",
            "ajouter un client",
            "nouvel espace client",
        ],
        "es": [
            "crear cliente",
            "nuevo cliente",
            "da de alta un cliente",
            "crea la cuenta del cliente",
            "añade un cliente nuevo",
            "alta de cliente",
        ],
        "ar": [
            "إنشاء عميل",
            "عميل جديد",
            "أنشئ حساب عميل",
            "أضف عميلا جديدا",
            "إعداد عميل",
            "زيد كليان جديد",
            "فتح حساب لشركة",
        ],
    }

    class Params(fields.Form):
        name = fields.Text(
            _("Name"), required=False, hears=names.named("client", "cliente", "customer", "tenant", "عميل")
        )
        vertical = fields.Text(_("Kind of business"), required=False, hears=choices.one_of(choices.VERTICALS))
        plan = fields.Text(_("Plan"), required=False, hears=choices.one_of(choices.PLANS))
