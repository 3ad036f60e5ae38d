"""Google Ads: keyword ideas, spend, and offline conversions through the Data Manager."""

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "google-discovery/datamanager.v1.json"
_reference = "developers.google.com/google-ads/api/reference/rpc/v26"

MANIFEST = Manifest(
    slug="google_ads",
    title="Google Ads",
    level="client",
    version="v26",
    base_url="https://googleads.googleapis.com/v26",
    other_bases={"datamanager": "https://datamanager.googleapis.com"},
    credentials=(
        Credential(
            "GOOGLE_ADS_CUSTOMER_ID", _("Customer number"), "text", _("Ten digits, at the top right of Google Ads.")
        ),
        Credential(
            "GOOGLE_ADS_LOGIN_CUSTOMER_ID",
            _("Manager's number"),
            "text",
            _("Only below a manager account."),
            required=False,
        ),
        Credential(
            "GOOGLE_ADS_KEYWORDS",
            _("Keywords to watch"),
            "text",
            _("With commas between them, ten at most. Without any, the products sold most are watched."),
            required=False,
        ),
        Credential("GOOGLE_ADS_DEVELOPER_TOKEN", _("Developer token"), help=_("Manager account, Admin, API Center.")),
        google.access("GOOGLE_ADS"),
    ),
    setup_url="https://ads.google.com/aw/apicenter",
    docs="https://developers.google.com/google-ads/api/docs/start",
    methods=(
        *(Method(name, _reference) for name in ("probe", "keyword_ideas", "search")),
        *(
            Method(name, "Google discovery document datamanager.v1", SPEC)
            for name in ("send_conversions", "conversion_status")
        ),
    ),
    oauth=google.oauth("GOOGLE_ADS", "adwords", "datamanager"),
    rate=Rate(per_s=1),  # keyword ideas allow about one a second and customer ("Quotas")
)
