"""Technical search audit: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import addresses, numbers


@register
class SeoTechnicalAudit(Declaration):
    slug = "seo-technical-audit"
    title = _("Technical search audit")
    description = _("Walks through a site and lists broken links, wrong answers and missing meta data.")
    category = "seo"
    needs = (Connector("gsc"),)
    synonyms = {
        "en": [
            "seo audit",
            "technical seo audit of",
            "audit my site",
            "crawl the website",
            "broken links",
            "site errors",
            "check site seo",
            "find 404 pages",
            "analyse website",
        ],
        "fr": [
            "audit seo",
            "audit technique du site",
            "auditer le site",
            "liens cassés",
            "explorer le site",
            "erreurs 404",
            "analyse seo du site",
            "vérifie le seo de",
        ],
        "es": [
            "auditoría seo",
            "audita el sitio",
            "auditoría técnica",
            "enlaces rotos",
            "rastrea la web",
            "errores 404",
            "analiza el seo de",
            "revisa la web",
        ],
        "ar": [
            "تدقيق سيو",
            "فحص الموقع",
            "تدقيق تقني للموقع",
            "روابط معطلة",
            "افحص سيو الموقع",
            "أخطاء الموقع",
            "تحليل SEO",
            "شوف مشاكل الموقع",
        ],
    }

    class Params(fields.Form):
        site_url = fields.Text(_("Site"), required=False, hears=addresses.url())
        max_pages = fields.Number(
            _("Pages at most"),
            required=False,
            hears=numbers.count_of("pages", "page", "páginas", "صفحة", "صفحات", "urls"),
        )
