"""Payments through Stripe: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, money


@register
class StripeGlobalGateway(Declaration):
    slug = "stripe-global-gateway"
    title = _("Payments through Stripe")
    description = _("Takes payments and subscriptions through Stripe, each once.")
    category = "billing"
    needs = (Connector("stripe"),)
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "stripe",
            "take a payment",
            "charge card",
            "create a payment link",
            "stripe subscription",
            "payment of",
            "collect payment",
            "stripe checkout",
            "payment intent",
        ],
        "fr": [
            "stripe",
            "encaisser un paiement",
            "lien de paiement",
            "abonnement stripe",
            "prélever",
            "paiement par carte",
            "créer un paiement",
            "débiter la carte",
        ],
        "es": [
            "stripe",
            "cobrar un pago",
            "enlace de pago",
            "suscripción stripe",
            "cobra con tarjeta",
            "crea un pago",
            "pago con stripe",
            "cobro",
        ],
        "ar": [
            "سترايب",
            "تحصيل دفعة",
            "رابط الدفع",
            "الدفع عبر سترايب",
            "اشتراك سترايب",
            "دفع بالبطاقة",
            "Stripe",
            "خلص ب سترايب",
        ],
    }

    class Params(fields.Form):
        intent = fields.Text(_("What for"), required=False, hears=choices.one_of(choices.INTENTS))
        amount = fields.Money(_("Amount"), required=False, hears=money.money())
        currency = fields.Text(_("Currency"), required=False, hears=money.currency())
