"""Autonomy: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register


@register
class AutonomyDaemon(Declaration):
    slug = "autonomy-daemon"
    title = _("Autonomy")
    description = _("Compares goals with readings and decides what to do next.")
    category = "agent-ops"
    synonyms = {
        "en": [
            "run autonomy",
            "autonomy tick",
            "compare goals with pressure",
            "decide next actions",
            "autonomous mode",
            "check the goals and act",
            "goals against readings",
        ],
        "fr": [
            "lancer l'autonomie",
            "autonomie",
            "comparer les objectifs",
            "décider des prochaines actions",
            "mode autonome",
            "tour d'autonomie",
            "objectifs et pression",
        ],
        "es": [
            "ejecuta la autonomía",
            "autonomía",
            "compara objetivos con la presión",
            "decide las próximas acciones",
            "modo autónomo",
            "revisa los objetivos",
        ],
        "ar": [
            "تشغيل الاستقلالية",
            "الوضع الذاتي",
            "قارن الأهداف بالضغط",
            "قرر الخطوات التالية",
            "دورة الاستقلالية",
            "القرار الذاتي",
        ],
    }

    class Params(fields.Form):
        goals = fields.Text(_("Goals"), required=False)
