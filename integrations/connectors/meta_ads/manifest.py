"""Meta: spend on Facebook and Instagram, and conversions told back to it."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="meta_ads",
    title="Meta Ads",
    level="client",
    version="v26.0",
    base_url="https://graph.facebook.com/v26.0",
    credentials=(
        Credential(
            "META_ACCESS_TOKEN",
            _("System user token"),
            help=_("Business settings, System users: ads_read, and ads_management for events."),
        ),
        Credential("META_AD_ACCOUNT_ID", _("Ad account"), "text", _("Digits only, without act_.")),
        Credential(
            "META_PIXEL_ID",
            _("Pixel"),
            "text",
            _("Events Manager, Data sources. Needed to send events."),
            required=False,
        ),
        Credential(
            "META_APP_SECRET", _("App secret"), help=_("Proves each call; App settings, Basic."), required=False
        ),
    ),
    setup_url="https://business.facebook.com/settings/system-users",
    docs="https://developers.facebook.com/docs/marketing-apis",
    methods=(
        Method("probe", "developers.facebook.com/docs/marketing-api/reference/ad-account"),
        Method("account", "developers.facebook.com/docs/marketing-api/reference/ad-account"),
        Method("insights", "developers.facebook.com/docs/marketing-api/insights"),
        Method("totals", "developers.facebook.com/docs/marketing-api/insights"),
        Method("send_events", "developers.facebook.com/docs/marketing-api/conversions-api"),
    ),
    rate=Rate(per_s=2, burst=10),  # a score per ad account decides; refusals with its numbers are waited out
)
