"""Where a sale came from: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import references


@register
class AttributionClickIds(Declaration):
    slug = "attribution-click-ids"
    title = _("Where a sale came from")
    description = _("Carries the id of an ad click from the visit to the call and the order.")
    category = "analytics"
    synonyms = {
        "en": [
            "attribution",
            "click id",
            "fbclid",
            "track ad click to order",
            "where did the sale come from",
            "attribute session",
            "click ids",
            "which ad brought the order",
        ],
        "fr": [
            "attribution",
            "identifiant de clic",
            "fbclid",
            "relier le clic à la commande",
            "d'où vient la vente",
            "attribuer la session",
            "quelle pub a amené la commande",
        ],
        "es": [
            "atribución",
            "id de clic",
            "fbclid",
            "vincular clic con pedido",
            "de dónde vino la venta",
            "atribuye la sesión",
            "qué anuncio trajo el pedido",
        ],
        "ar": [
            "الإسناد",
            "معرف النقرة",
            "fbclid",
            "ربط النقرة بالطلب",
            "من أين جاءت المبيعة",
            "إسناد الجلسة",
            "مصدر البيع",
        ],
    }

    class Params(fields.Form):
        session_id = fields.Text(_("Session"), required=False, hears=references.ref("session"))
