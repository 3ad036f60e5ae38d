"""Links between pages: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import addresses


@register
class InternalLinking(Declaration):
    slug = "internal-linking"
    title = _("Links between pages")
    description = _("Proposes links between posts of one site.")
    category = "seo"
    needs = (Connector("wordpress"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "internal links",
            "internal linking",
            "suggest links between posts",
            "link articles together",
            "cross-link pages",
            "add internal links",
        ],
        "fr": [
            "maillage interne",
            "liens internes",
            "suggérer des liens entre les articles",
            "relier les articles",
            "améliorer le maillage",
            "lier les pages entre elles",
        ],
        "es": [
            "enlaces internos",
            "enlazado interno",
            "sugiere enlaces entre artículos",
            "enlaza las entradas",
            "mejora el enlazado",
            "vincular páginas",
        ],
        "ar": [
            "روابط داخلية",
            "الربط الداخلي",
            "اقترح روابط بين المقالات",
            "ربط المقالات",
            "الروابط الداخلية للموقع",
            "ربط الصفحات بينها",
        ],
    }

    class Params(fields.Form):
        site_url = fields.Text(_("Site"), required=False, hears=addresses.url())
