"""Product feed for Google Shopping: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import addresses, places


@register
class GoogleShoppingFeed(Declaration):
    slug = "google-shopping-feed"
    title = _("Product feed for Google Shopping")
    description = _("Builds the product feed and checks it.")
    category = "paid-ads"
    needs = (Connector("shopify"),)
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "google shopping feed",
            "product feed",
            "merchant center feed",
            "build shopping feed",
            "validate product feed",
            "google merchant",
            "feed errors",
        ],
        "fr": [
            "flux google shopping",
            "flux de produits",
            "merchant center",
            "générer le flux shopping",
            "valider le flux",
            "catalogue google shopping",
            "flux marchand",
        ],
        "es": [
            "feed de google shopping",
            "feed de productos",
            "merchant center",
            "genera el feed",
            "valida el feed",
            "catálogo de google shopping",
        ],
        "ar": [
            "خلاصة جوجل للتسوق",
            "ملف منتجات جوجل شوبينغ",
            "ميرشنت سنتر",
            "تغذية المنتجات",
            "جوجل شوبينج",
            "أنشئ خلاصة المنتجات",
        ],
    }

    class Params(fields.Form):
        store = fields.Text(_("Shop"), required=False, hears=addresses.domain())
        country = fields.Text(_("Country"), required=False, hears=places.place())
