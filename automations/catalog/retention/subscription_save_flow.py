"""Saving a subscription: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, references


@register
class SubscriptionSaveFlow(Declaration):
    slug = "subscription-save-flow"
    title = _("Saving a subscription")
    description = _("Offers a pause, a skip or a discount to subscribers who want to leave.")
    category = "retention"
    needs = (Connector("shopify"), Connector("klaviyo"))
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "save subscription",
            "subscriber wants to cancel",
            "cancel intent",
            "offer a pause",
            "subscription cancellation",
            "skip next delivery",
            "keep the subscriber",
            "retain subscription",
        ],
        "fr": [
            "sauver l'abonnement",
            "abonné qui veut résilier",
            "résiliation d'abonnement",
            "proposer une pause d'abonnement",
            "garder l'abonné",
            "désabonnement",
            "retenir l'abonnement",
        ],
        "es": [
            "salvar la suscripción",
            "suscriptor quiere cancelar",
            "cancelación de suscripción",
            "ofrece pausar la suscripción",
            "retener al suscriptor",
            "baja de suscripción",
            "saltar entrega",
        ],
        "ar": [
            "إنقاذ الاشتراك",
            "المشترك يريد الإلغاء",
            "إلغاء الاشتراك",
            "عرض إيقاف مؤقت للاشتراك",
            "احتفظ بالمشترك",
            "توقيف الاشتراك",
            "خصم للاحتفاظ بالاشتراك",
        ],
    }

    class Params(fields.Form):
        subscription_id = fields.Text(_("Subscription"), required=False, hears=references.ref("subscription"))
        offer = fields.Text(
            _("Offer"), required=False, hears=money.offer("pause", "skip", "pausa", "saut", "إيقاف مؤقت", "saltar")
        )
