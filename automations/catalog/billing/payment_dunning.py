"""Failed payments: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references


@register
class PaymentDunning(Declaration):
    slug = "payment-dunning"
    title = _("Failed payments")
    description = _("Tries failed payments again and reminds those who owe.")
    category = "billing"
    needs = (Connector("stripe"), Connector("klaviyo"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "failed payment",
            "dunning",
            "remind unpaid invoice",
            "overdue invoice",
            "retry payment",
            "unpaid bill reminder",
            "payment reminder",
            "chase late payment",
            "late invoice",
            "remind customer about invoice",
            "unpaid invoice",
        ],
        "fr": [
            "paiement échoué",
            "relance de paiement",
            "facture impayée",
            "relancer l'impayé",
            "retard de paiement",
            "relance de facture",
            "retenter le paiement",
            "facture en retard",
        ],
        "es": [
            "pago fallido",
            "recordatorio de pago",
            "factura impagada",
            "reclama el impago",
            "factura vencida",
            "reintentar el pago",
            "cobro de morosos",
            "recordar factura pendiente",
        ],
        "ar": [
            "دفعة فاشلة",
            "تذكير بالدفع",
            "فاتورة غير مدفوعة",
            "فاتورة متأخرة",
            "إعادة محاولة الدفع",
            "تذكير بفاتورة",
            "الخلاص فشل",
            "مطالبة بالسداد",
        ],
    }

    class Params(fields.Form):
        invoice_id = fields.Text(_("Invoice"), required=False, hears=references.ref("invoice"))
