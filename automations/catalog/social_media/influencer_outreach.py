"""Creators to work with: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import numbers, phrases, places


@register
class InfluencerOutreach(Declaration):
    slug = "influencer-outreach"
    title = _("Creators to work with")
    description = _("Finds creators of a niche and writes to them.")
    category = "social-media"
    needs = (Connector("apify"), Connector("smtp"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "find influencers",
            "influencer outreach",
            "contact creators",
            "instagram influencers",
            "content creators in niche",
            "micro influencers",
            "reach out to influencers",
        ],
        "fr": [
            "trouver des influenceurs",
            "contacter des influenceurs",
            "influenceurs",
            "créateurs de contenu",
            "micro-influenceurs",
            "influenceuses",
            "partenariat influenceurs",
        ],
        "es": [
            "encontrar influencers",
            "contacta influencers",
            "creadores de contenido",
            "busca influencers de",
            "microinfluencers",
            "colaboración con influencers",
        ],
        "ar": [
            "مؤثرين",
            "ابحث عن مؤثرين",
            "تواصل مع المؤثرين",
            "صناع المحتوى",
            "انفلونسر",
            "قلب على مؤثرين",
            "مؤثرات",
        ],
    }

    class Params(fields.Form):
        niche = fields.Text(
            _("Niche"),
            required=False,
            hears=phrases.thing(
                minus=(
                    "micro-influencers",
                    "influencers",
                    "influencer",
                    "creators",
                    "creator",
                    "content creators",
                    "content",
                    "influenceurs",
                    "influenceur",
                    "influenceuses",
                    "créateurs",
                    "créateurs de contenu",
                    "micro",
                    "microinfluencers",
                    "creadores",
                    "contenido",
                    "مؤثرين",
                    "مؤثرات",
                    "صناع محتوى",
                    "صناع",
                )
            ),
        )
        geo = fields.Text(_("Place"), required=False, hears=places.place())
        limit = fields.Number(_("At most"), required=False, min_value=1, hears=numbers.count())
