"""Invoices: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import phrases, references


@register
class BillingAgent(Declaration):
    slug = "billing-agent"
    title = _("Invoices")
    description = _("Drafts invoices and matches payments with them.")
    category = "billing"
    needs = (Connector("stripe"),)
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "invoice customer",
            "create invoice",
            "draft an invoice",
            "bill the client for",
            "billing",
            "reconcile payments",
            "send invoice",
            "make an invoice",
        ],
        "fr": [
            "facturer le client",
            "créer une facture",
            "prépare une facture",
            "facture pour",
            "facturation",
            "rapprocher les paiements",
            "émettre une facture",
        ],
        "es": [
            "facturar al cliente",
            "crea una factura",
            "prepara la factura",
            "factura por",
            "facturación",
            "conciliar pagos",
            "emitir factura",
            "factura al cliente",
        ],
        "ar": [
            "فاتورة",
            "أنشئ فاتورة",
            "فوتر العميل",
            "إصدار فاتورة",
            "فاتورة للعميل",
            "تسوية المدفوعات",
            "دير فاكتورة",
            "صايب فاتورة",
        ],
    }

    class Params(fields.Form):
        customer_id = fields.Text(_("Customer"), required=False, hears=references.ref("customer"))
        items = fields.Text(_("For what"), required=False, hears=phrases.after("for", "pour", "por", "مقابل", "عن"))
