"""Early access for the best customers: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, references


@register
class VipEarlyAccess(Declaration):
    slug = "vip-early-access"
    title = _("Early access for the best customers")
    description = _("Opens a collection to the best customers before everybody else.")
    category = "retention"
    needs = (Connector("klaviyo"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "vip early access",
            "early access",
            "presale for top customers",
            "exclusive preview for vips",
            "open collection to best customers first",
            "vip launch",
            "private sale for vip customers",
        ],
        "fr": [
            "accès anticipé vip",
            "avant-première",
            "vente privée pour les meilleurs clients",
            "accès exclusif vip",
            "prévente vip",
            "ouvrir la collection aux vip",
            "meilleurs clients en premier",
        ],
        "es": [
            "acceso anticipado vip",
            "preventa para los mejores clientes",
            "acceso exclusivo vip",
            "venta privada vip",
            "abre la colección a los vip",
            "acceso antes que nadie",
        ],
        "ar": [
            "وصول مبكر لكبار العملاء",
            "عرض حصري VIP",
            "دخول مبكر",
            "بيع خاص للعملاء المميزين",
            "كبار الزبناء قبل الجميع",
            "افتح المجموعة لكبار العملاء",
        ],
    }

    class Params(fields.Form):
        collection_id = fields.Text(_("Collection"), required=False, hears=references.ref("collection"))
        segment = fields.Text(_("Customers"), required=False, hears=names.group())
