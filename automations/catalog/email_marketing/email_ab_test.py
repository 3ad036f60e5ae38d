"""Subject line test: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, references


@register
class EmailAbTest(Declaration):
    slug = "email-ab-test"
    title = _("Subject line test")
    description = _("Tries several subject lines on part of a list and names the better one.")
    category = "email-marketing"
    needs = (Connector("klaviyo"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "a/b test email",
            "test subject lines",
            "ab test campaign",
            "split test",
            "compare subject lines",
            "which subject works better",
            "test two subjects",
            "a b test",
        ],
        "fr": [
            "test a/b",
            "tester les objets",
            "test ab de la campagne",
            "comparer deux objets",
            "quel objet marche mieux",
            "split test",
            "teste les lignes d'objet",
            "ab test",
        ],
        "es": [
            "prueba a/b",
            "test a/b",
            "probar asuntos",
            "compara dos asuntos",
            "qué asunto funciona mejor",
            "prueba ab de la campaña",
            "test ab",
        ],
        "ar": [
            "اختبار أ/ب",
            "اختبر عناوين الرسائل",
            "اختبار A/B",
            "قارن بين عنوانين",
            "أي عنوان أفضل",
            "اختبار عنوان الحملة",
            "تجربة عنوانين",
        ],
    }

    class Params(fields.Form):
        campaign_id = fields.Text(_("Campaign"), required=False, hears=references.ref("campaign"))
        variants = fields.Number(_("Number of variants"), required=False, hears=numbers.variants())
