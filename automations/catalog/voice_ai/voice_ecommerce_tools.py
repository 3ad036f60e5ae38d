"""Shop tools for the voice assistant: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import choices


@register
class VoiceEcommerceTools(Declaration):
    slug = "voice-ecommerce-tools"
    title = _("Shop tools for the voice assistant")
    description = _("Lets the voice assistant search products, tell an order's state and give payment details.")
    category = "voice-ai"
    needs = (Connector("shopify"), Connector("stripe"))
    synonyms = {
        "en": [
            "voice product search",
            "voice shop tools",
            "voice assistant catalogue search",
            "order status by voice",
            "payment details by voice",
            "voice commerce",
        ],
        "fr": [
            "recherche produit vocale",
            "outils boutique vocaux",
            "commerce vocal",
            "statut de commande par la voix",
            "paiement par la voix",
            "l'assistant vocal cherche un produit",
        ],
        "es": [
            "búsqueda de productos por voz",
            "herramientas de tienda por voz",
            "comercio por voz",
            "estado del pedido por voz",
            "pago por voz",
        ],
        "ar": [
            "بحث المنتجات بالصوت",
            "أدوات المتجر الصوتية",
            "التجارة الصوتية",
            "حالة الطلب بالصوت",
            "الدفع بالصوت",
        ],
    }

    class Params(fields.Form):
        tool = fields.Text(_("Tool"), required=False, hears=choices.one_of(choices.PROMPTED))
        args = fields.Mapping(_("Details"), required=False)
