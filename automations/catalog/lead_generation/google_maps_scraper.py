"""Businesses from Google Maps: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import numbers, phrases, places


@register
class GoogleMapsScraper(Declaration):
    slug = "google-maps-scraper"
    title = _("Businesses from Google Maps")
    description = _("Looks up businesses of one kind in one place and adds them as leads.")
    category = "lead-generation"
    needs = (Connector("apify"),)
    synonyms = {
        "en": [
            "google maps businesses",
            "find businesses on maps",
            "local businesses near",
            "search maps",
            "scrape maps",
            "companies in a city",
            "list shops in town",
            "prospects from maps",
        ],
        "fr": [
            "google maps",
            "entreprises sur maps",
            "cherche des commerces",
            "trouve des établissements",
            "prospecter sur maps",
            "extraire de maps",
            "sur la carte",
            "liste des entreprises dans une ville",
        ],
        "es": [
            "google maps",
            "negocios en maps",
            "busca empresas en mapas",
            "encuentra comercios",
            "buscar locales",
            "extraer de maps",
            "negocios en la ciudad",
        ],
        "ar": [
            "خرائط جوجل",
            "خرائط غوغل",
            "ابحث عن شركات في الخرائط",
            "محلات على الخريطة",
            "قلب على محلات ف مابس",
            "اعثر على متاجر في مدينة",
            "جوجل ماب",
            "خرائط Google",
        ],
    }

    class Params(fields.Form):
        location = fields.Text(_("Place"), required=False, hears=places.place())
        query = fields.Text(_("What to look for"), required=False, hears=phrases.thing())
        limit = fields.Number(_("At most"), required=False, min_value=1, hears=numbers.count())
