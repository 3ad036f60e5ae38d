"""Companies and contacts from LinkedIn: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import branches, numbers, phrases, places


@register
class SourcingLinkedin(Declaration):
    slug = "sourcing-linkedin-agentic"
    title = _("Companies and contacts from LinkedIn")
    description = _("Looks up companies and people by industry, place and function, and adds them as leads.")
    category = "lead-generation"
    needs = (Connector("apify"),)
    synonyms = {
        "en": [
            "linkedin leads",
            "source people on linkedin",
            "find managers on linkedin",
            "decision makers",
            "prospect linkedin",
            "directors linkedin",
            "search linkedin profiles",
            "linkedin contacts",
        ],
        "fr": [
            "prospects linkedin",
            "sourcing linkedin",
            "trouve des décideurs sur linkedin",
            "cherche des directeurs linkedin",
            "contacts linkedin",
            "profils linkedin",
            "prospecter sur linkedin",
        ],
        "es": [
            "prospectos de linkedin",
            "busca directores en linkedin",
            "contactos linkedin",
            "perfiles de linkedin",
            "encuentra responsables en linkedin",
            "decisores",
        ],
        "ar": [
            "لينكد إن",
            "لينكدإن",
            "مدراء على لينكد إن",
            "ابحث عن مديرين في لينكدإن",
            "جهات اتصال لينكد",
            "بروفايلات لينكدين",
        ],
    }

    class Params(fields.Form):
        industry = fields.Text(_("Industry"), required=False, hears=branches.industry())
        location = fields.Text(_("Place"), required=False, hears=places.place())
        role = fields.Text(_("Function"), required=False, hears=phrases.thing(one=True))
        limit = fields.Number(_("At most"), required=False, min_value=1, hears=numbers.count())
