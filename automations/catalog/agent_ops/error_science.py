"""Learning from failures: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import spans


@register
class ErrorScience(Declaration):
    slug = "error-science"
    title = _("Learning from failures")
    description = _("Finds what failures have in common and proposes rules against them.")
    category = "agent-ops"
    synonyms = {
        "en": [
            "error science",
            "learn from errors",
            "analyse failures",
            "why do runs fail",
            "failure patterns",
            "recurring errors",
            "error rules",
            "analyse recent errors",
            "runs keep failing",
            "failed runs",
            "what keeps going wrong",
        ],
        "fr": [
            "analyse des erreurs",
            "apprendre des erreurs",
            "erreurs récurrentes",
            "analyser les échecs",
            "pourquoi ça échoue",
            "règles d'erreur",
            "étudie les pannes",
        ],
        "es": [
            "análisis de errores",
            "aprender de los errores",
            "errores recurrentes",
            "analiza los fallos",
            "por qué fallan",
            "patrones de fallo",
            "reglas de error",
        ],
        "ar": [
            "تحليل الأخطاء",
            "التعلم من الأخطاء",
            "الأخطاء المتكررة",
            "حلل الإخفاقات",
            "لماذا تفشل العمليات",
            "أنماط الفشل",
            "علاش كيطيح السيستيم",
        ],
    }

    class Params(fields.Form):
        window = fields.Number(_("Window"), required=False, hears=spans.span("day"))
