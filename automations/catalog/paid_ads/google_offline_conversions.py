"""Offline sales told to Google: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import moments, money, references


@register
class GoogleOfflineConversions(Declaration):
    slug = "google-offline-conversions"
    title = _("Offline sales told to Google")
    description = _("Uploads sales that followed a click on a Google ad, with their value.")
    category = "paid-ads"
    needs = (Connector("google_ads"),)
    synonyms = {
        "en": [
            "offline conversion",
            "upload gclid conversion",
            "google ads offline conversions",
            "import offline sales to google",
            "gclid",
            "conversion with value",
        ],
        "fr": [
            "conversion hors ligne",
            "importer la conversion gclid",
            "conversions hors ligne google",
            "remonter les ventes à google ads",
            "gclid",
            "conversion offline",
        ],
        "es": [
            "conversión offline",
            "sube la conversión gclid",
            "conversiones sin conexión",
            "importa ventas a google ads",
            "gclid",
            "conversión fuera de línea",
        ],
        "ar": [
            "تحويلات خارج الإنترنت",
            "رفع التحويل gclid",
            "تحويل أوفلاين",
            "مبيعات غير متصلة إلى جوجل",
            "تحويلات جوجل أوفلاين",
            "gclid",
        ],
    }

    class Params(fields.Form):
        gclid = fields.Text(_("Click"), required=False, hears=references.code_after("gclid", "click id"))
        value = fields.Money(_("Value"), required=False, hears=money.money())
        time = fields.Text(_("When"), required=False, hears=moments.when())
