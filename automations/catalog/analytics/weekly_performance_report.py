"""Performance report: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import addresses, spans


@register
class WeeklyPerformanceReport(Declaration):
    slug = "weekly-performance-report"
    title = _("Performance report")
    description = _("Sends the main figures by e-mail, as a document.")
    category = "analytics"
    needs = (Connector("ga4"), Connector("shopify"), Connector("klaviyo"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "weekly report",
            "performance report",
            "send the report",
            "kpi report",
            "monthly report by email",
            "email the figures",
            "results summary",
            "send me the numbers",
            "sales report",
        ],
        "fr": [
            "rapport hebdomadaire",
            "rapport de performance",
            "envoie le rapport",
            "rapport mensuel",
            "bilan de la semaine",
            "rapport kpi",
            "les chiffres de la semaine",
            "rapport des ventes",
        ],
        "es": [
            "informe semanal",
            "informe de rendimiento",
            "envía el informe",
            "reporte mensual",
            "informe de kpi",
            "resumen de resultados",
            "reporte de ventas",
            "las cifras de la semana",
        ],
        "ar": [
            "تقرير أسبوعي",
            "تقرير الأداء",
            "أرسل التقرير",
            "تقرير شهري",
            "تقرير المبيعات",
            "ملخص النتائج",
            "صيفط التقرير",
            "أرقام الأسبوع",
        ],
    }

    class Params(fields.Form):
        period = fields.Text(_("Period"), required=False, hears=spans.period())
        recipients = fields.List(_("Sent to"), required=False, hears=addresses.emails())
