"""Viewed but not in the cart: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references


@register
class BrowseAbandonment(Declaration):
    slug = "browse-abandonment"
    title = _("Viewed but not in the cart")
    description = _("Writes to visitors who looked at products and left nothing in the cart.")
    category = "conversion"
    needs = (Connector("klaviyo"), Connector("shopify"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "browse abandonment",
            "viewed product but did not add to cart",
            "visitors who looked at products",
            "product views without cart",
            "follow up on browsing",
            "people who browsed and left",
        ],
        "fr": [
            "abandon de navigation",
            "visiteurs qui ont vu des produits sans panier",
            "relancer les visiteurs",
            "consulté sans ajouter au panier",
            "produits vus",
            "navigation abandonnée",
        ],
        "es": [
            "abandono de navegación",
            "visitantes que vieron productos sin carrito",
            "seguimiento a quienes miraron productos",
            "productos vistos sin comprar",
            "navegación abandonada",
            "vieron sin añadir al carrito",
        ],
        "ar": [
            "التصفح المتروك",
            "زوار شاهدوا المنتجات دون إضافة للسلة",
            "متابعة المتصفحين",
            "شاهد المنتج ولم يضفه",
            "تصفح بدون سلة",
            "الناس لي شافو المنتوج",
        ],
    }

    class Params(fields.Form):
        profile_id = fields.Text(_("Visitor"), required=False, hears=references.ref("profile", "customer"))
