"""Audiences for ads: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, names


@register
class CustomAudienceSync(Declaration):
    slug = "custom-audience-sync"
    title = _("Audiences for ads")
    description = _("Passes consented, hashed groups of customers to ad networks.")
    category = "paid-ads"
    needs = (Connector("meta_ads"), Connector("google_ads"))
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "custom audience",
            "sync audience to facebook",
            "upload segment to google ads",
            "retargeting audience",
            "lookalike audience",
            "send segment to meta",
            "ad audience sync",
        ],
        "fr": [
            "audience personnalisée",
            "synchroniser l'audience avec facebook",
            "envoyer le segment à meta",
            "audience publicitaire",
            "reciblage",
            "audience similaire",
            "segment vers google ads",
        ],
        "es": [
            "audiencia personalizada",
            "sincroniza la audiencia con facebook",
            "sube el segmento a google ads",
            "público personalizado",
            "retargeting",
            "públicos similares",
            "envía el segmento a meta",
        ],
        "ar": [
            "جمهور مخصص",
            "مزامنة الجمهور مع فيسبوك",
            "أرسل الشريحة إلى ميتا",
            "جمهور إعلاني",
            "إعادة الاستهداف",
            "الجمهور المخصص",
            "شريحة إلى إعلانات جوجل",
        ],
    }

    class Params(fields.Form):
        segment = fields.Text(_("Customers"), required=False, hears=names.group())
        network = fields.Text(_("Network"), required=False, hears=choices.one_of(choices.NETWORKS))
