"""Google Search Console: how the client's site is found."""

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="gsc",
    title="Google Search Console",
    level="client",
    version="v3",
    base_url="https://www.googleapis.com/webmasters/v3",
    credentials=(
        Credential("GSC_SITE_URL", _("Property"), "text", _("As in Search Console: https://…/ or sc-domain:….")),
        google.access("GSC"),
    ),
    setup_url="https://search.google.com/search-console",
    docs="https://developers.google.com/webmaster-tools/v1/api_reference_index",
    methods=tuple(
        Method(name, "developers.google.com/webmaster-tools/v1") for name in ("probe", "queries", "sitemaps")
    ),
    oauth=google.oauth("GSC", "webmasters.readonly"),
    rate=Rate(per_s=10, per_minute=1000),  # 1,200 a minute and site ("Usage limits")
)
