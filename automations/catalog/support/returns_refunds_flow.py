"""Returns and refunds: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, phrases, references


@register
class ReturnsRefundsFlow(Declaration):
    slug = "returns-refunds-flow"
    title = _("Returns and refunds")
    description = _("Checks the rules, makes a label and proposes a refund.")
    category = "support"
    needs = (Connector("shopify"), Connector("stripe"))
    risk = Risk.FINANCIAL
    synonyms = {
        "en": [
            "refund order",
            "return",
            "process return",
            "refund customer",
            "give money back",
            "return label",
            "issue a refund",
            "refund request",
            "accept the return",
        ],
        "fr": [
            "rembourser la commande",
            "remboursement",
            "retour de commande",
            "rembourse le client",
            "étiquette de retour",
            "traiter le retour",
            "accepter le retour",
        ],
        "es": [
            "reembolsar el pedido",
            "reembolso",
            "devolución",
            "reembolsa al cliente",
            "devuelve el dinero",
            "etiqueta de devolución",
            "procesa la devolución",
            "tramitar devolución",
        ],
        "ar": [
            "استرداد",
            "استرجاع الطلب",
            "أعد المبلغ للعميل",
            "إرجاع المنتج",
            "رد المبلغ",
            "معالجة الإرجاع",
            "رجع الفلوس للكليان",
            "استرداد مبلغ الطلب",
            "ملصق الإرجاع",
        ],
    }

    class Params(fields.Form):
        order_id = fields.Text(_("Order"), required=False, hears=references.ref("order"))
        reason = fields.Text(
            _("Reason"),
            required=False,
            hears=phrases.after(
                "because",
                "because of",
                "since",
                "car",
                "parce que",
                "pour cause de",
                "motif",
                "reason",
                "raison",
                "porque",
                "motivo",
                "بسبب",
                "لأن",
            ),
        )
        amount = fields.Money(_("Amount"), required=False, hears=money.money())
