"""Google Analytics 4: what visitors do, and conversions told back to it."""

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="ga4",
    title="Google Analytics 4",
    level="client",
    version="v1beta",
    base_url="https://analyticsdata.googleapis.com/v1beta",
    other_bases={"collect": "https://www.google-analytics.com"},
    credentials=(
        Credential("GA4_PROPERTY_ID", _("Property number"), "text", _("Admin, Property details: digits only.")),
        google.access("GA4"),
        Credential(
            "GA4_MEASUREMENT_ID",
            _("Measurement id"),
            "text",
            _("Data streams: begins with G-. Needed to send events."),
            required=False,
        ),
        Credential(
            "GA4_API_SECRET",
            _("Measurement Protocol secret"),
            help=_("Data streams, Measurement Protocol API secrets."),
            required=False,
        ),
    ),
    setup_url="https://analytics.google.com/analytics/web/#/admin",
    docs="https://developers.google.com/analytics/devguides/reporting/data/v1",
    methods=(
        *(
            Method(name, "developers.google.com/analytics/devguides/reporting/data/v1/rest")
            for name in ("probe", "report")
        ),
        *(
            Method(name, "developers.google.com/analytics/devguides/collection/protocol/ga4")
            for name in ("send_event", "check_event")
        ),
    ),
    oauth=google.oauth("GA4", "analytics.readonly"),
    rate=Rate(per_s=5, per_minute=200),  # tokens per property decide; `propertyQuota` in each report tells what is left
)
