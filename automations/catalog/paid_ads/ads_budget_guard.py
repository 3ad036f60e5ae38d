"""Guard of the ad budget: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, numbers, references


@register
class AdsBudgetGuard(Declaration):
    slug = "ads-budget-guard"
    title = _("Guard of the ad budget")
    description = _("Pauses or lowers campaigns that cost more than they bring.")
    category = "paid-ads"
    needs = (Connector("meta_ads"), Connector("google_ads"), Connector("tiktok_ads"))
    risk = Risk.COST
    synonyms = {
        "en": [
            "pause ads",
            "stop campaigns over cpa",
            "ad budget guard",
            "lower ad spend",
            "roas below",
            "turn off expensive ads",
            "limit ad spend",
            "cut ads with bad roas",
            "pause campaigns",
        ],
        "fr": [
            "mettre en pause les pubs",
            "couper les campagnes trop chères",
            "coupe les campagnes",
            "mettre en pause les campagnes",
            "cpa supérieur à",
            "roas inférieur",
            "budget publicitaire",
            "suspendre les annonces",
            "stopper les publicités",
            "coupe les pubs",
        ],
        "es": [
            "pausar anuncios",
            "para las campañas con cpa alto",
            "roas por debajo",
            "presupuesto publicitario",
            "detén los anuncios caros",
            "baja el gasto en anuncios",
            "pausa las campañas",
        ],
        "ar": [
            "أوقف الإعلانات",
            "تكلفة الاكتساب",
            "ميزانية الإعلانات",
            "إيقاف الحملات المكلفة",
            "العائد على الإعلان أقل",
            "وقف الإشهارات",
            "خفض الإنفاق الإعلاني",
            "CPA",
            "ROAS",
        ],
    }

    class Params(fields.Form):
        account_id = fields.Text(_("Account"), required=False, hears=references.ref("account"))
        max_cpa = fields.Money(
            _("Highest cost per result"),
            required=False,
            hears=money.figure(
                "cpa",
                "cost per acquisition",
                "cost per result",
                "coût par acquisition",
                "costo por adquisición",
                "coste por adquisición",
                "تكلفة الاكتساب",
                "تكلفة الاستحواذ",
                "cost",
                "costs",
                "coût",
                "coûtent",
                "coste",
                "cuestan",
                "تكلفة",
                "تكلفتها",
            ),
        )
        min_roas = fields.Number(
            _("Lowest return"),
            required=False,
            hears=numbers.figure(
                "roas", "return on ad spend", "retour sur dépenses", "retorno", "العائد على الإعلان", "العائد"
            ),
        )
