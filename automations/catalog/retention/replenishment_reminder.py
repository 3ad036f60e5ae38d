"""Time to order again: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, references, spans


@register
class ReplenishmentReminder(Declaration):
    slug = "replenishment-reminder"
    title = _("Time to order again")
    description = _("Recalls a consumable when it must be nearly used up.")
    category = "retention"
    needs = (Connector("shopify"), Connector("klaviyo"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "reorder reminder",
            "replenishment",
            "remind customers to reorder",
            "refill reminder",
            "running out reminder",
            "time to buy again",
            "repurchase reminder",
            "consumable reorder",
            "remind people to buy again",
            "time to restock",
            "running low",
        ],
        "fr": [
            "rappel de réapprovisionnement",
            "rappel de réachat",
            "rappelle de recommander",
            "recharge",
            "rappel de commande régulière",
            "bientôt à court",
            "produit consommable",
            "racheter",
        ],
        "es": [
            "recordatorio de recompra",
            "recuerda volver a pedir",
            "reposición de consumibles",
            "recordar reponer",
            "recompra",
            "recordatorio de reposición",
            "volver a comprar",
        ],
        "ar": [
            "تذكير بإعادة الطلب",
            "إعادة الشراء",
            "ذكر العملاء بإعادة الطلب",
            "تجديد المنتج",
            "منتج استهلاكي",
            "فكرهم يعاودو يطلبو",
            "قرب يسالي",
            "إعادة التموين",
        ],
    }

    class Params(fields.Form):
        sku = fields.Text(_("Article number"), required=False, hears=references.sku())
        cycle_days = fields.Number(_("Used up after (days)"), required=False, hears=spans.span("day"))
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())
