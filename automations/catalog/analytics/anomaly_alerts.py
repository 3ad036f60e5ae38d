"""Unusual figures: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import choices, names


@register
class AnomalyAlerts(Declaration):
    slug = "anomaly-alerts"
    title = _("Unusual figures")
    description = _("Notices unusual sales, visits or refunds and says so.")
    category = "analytics"
    needs = (Connector("ga4"), Connector("shopify"))
    synonyms = {
        "en": [
            "anomaly detection",
            "unusual sales",
            "alert me if traffic drops",
            "abnormal refunds",
            "detect anomalies",
            "strange numbers",
            "sudden drop in sales",
            "warn me of spikes",
            "alert when sales fall",
        ],
        "fr": [
            "détection d'anomalies",
            "ventes anormales",
            "alerte-moi si le trafic chute",
            "remboursements inhabituels",
            "anomalies",
            "chute soudaine des ventes",
            "pic anormal",
            "détecte les anomalies",
        ],
        "es": [
            "detección de anomalías",
            "ventas anormales",
            "avísame si cae el tráfico",
            "reembolsos inusuales",
            "anomalías",
            "caída repentina de ventas",
            "pico inusual",
            "detecta anomalías",
        ],
        "ar": [
            "كشف الشذوذ",
            "مبيعات غير طبيعية",
            "نبهني إذا انخفضت الزيارات",
            "استردادات غير عادية",
            "تنبيه الشذوذ",
            "هبوط مفاجئ في المبيعات",
            "إلى طاحو المبيعات",
        ],
    }

    class Params(fields.Form):
        metrics = fields.List(_("Figures"), required=False, hears=choices.some_of(choices.METRICS))
        sensitivity = fields.Text(
            _("Sensitivity"),
            required=False,
            hears=names.named("sensitivity", "sensibilité", "sensibilidad", "حساسية", most=1),
        )
