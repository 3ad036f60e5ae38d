"""What goes with it: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import numbers, references


@register
class UpsellCrossSellRecommendations(Declaration):
    slug = "upsell-cross-sell-recommendations"
    title = _("What goes with it")
    description = _("Recommends products that others bought together.")
    category = "conversion"
    needs = (Connector("shopify"),)
    synonyms = {
        "en": [
            "recommend products",
            "upsell",
            "cross-sell",
            "product recommendations for customer",
            "suggest complementary products",
            "frequently bought together",
            "what else could they buy",
            "related products",
        ],
        "fr": [
            "recommander des produits",
            "vente croisée",
            "recommandations pour le client",
            "montée en gamme",
            "produits complémentaires",
            "suggère des produits",
            "souvent achetés ensemble",
            "upsell",
            "cross-sell",
        ],
        "es": [
            "recomendar productos",
            "venta cruzada",
            "recomendaciones para el cliente",
            "productos complementarios",
            "sugiere productos",
            "comprados juntos",
            "upsell",
            "cross-sell",
        ],
        "ar": [
            "توصية بالمنتجات",
            "بيع متقاطع",
            "منتجات مكملة",
            "اقترح منتجات للعميل",
            "البيع الإضافي",
            "اقتراح منتوجات",
            "منتجات تشترى معا",
        ],
    }

    class Params(fields.Form):
        customer_id = fields.Text(_("Customer"), required=False, hears=references.ref("customer"))
        k = fields.Number(_("How many"), required=False, hears=numbers.count())
