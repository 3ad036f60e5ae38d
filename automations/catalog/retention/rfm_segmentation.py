"""Customer segments by purchases: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import spans


@register
class RfmSegmentation(Declaration):
    slug = "rfm-segmentation"
    title = _("Customer segments by purchases")
    description = _("Groups customers by how lately, how often and for how much they bought.")
    category = "retention"
    needs = (Connector("shopify"), Connector("klaviyo"))
    synonyms = {
        "en": [
            "rfm",
            "rfm segmentation",
            "segment customers",
            "group customers by recency frequency and value",
            "customer segments",
            "classify customers by purchases",
            "recompute segments",
        ],
        "fr": [
            "rfm",
            "segmentation rfm",
            "segmenter les clients",
            "récence fréquence montant",
            "segments de clients",
            "classer les clients par achats",
            "recalculer les segments",
            "segmente la clientèle",
        ],
        "es": [
            "rfm",
            "segmentación rfm",
            "segmentar clientes",
            "recencia frecuencia y valor",
            "segmenta los clientes",
            "clasificar clientes por compras",
            "recalcula los segmentos",
        ],
        "ar": [
            "تقسيم العملاء",
            "تحليل RFM",
            "قسم العملاء إلى شرائح",
            "شرائح العملاء حسب الشراء",
            "صنف العملاء",
            "قسم الزبناء",
            "حداثة الشراء وتكراره",
        ],
    }

    class Params(fields.Form):
        window_days = fields.Number(_("Window (days)"), required=False, hears=spans.span("day"))
