"""TikTok Ads: spend and results."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "openapi/tiktok-business-v1.3.json"

MANIFEST = Manifest(
    slug="tiktok_ads",
    title="TikTok Ads",
    level="client",
    version="v1.3",
    base_url="https://business-api.tiktok.com/open_api/v1.3",
    credentials=(
        Credential("TIKTOK_ACCESS_TOKEN", _("Access token"), help=_("TikTok for Business developers, your app.")),
        Credential(
            "TIKTOK_ADVERTISER_ID", _("Advertiser"), "text", _("The number in the address of TikTok Ads Manager.")
        ),
    ),
    setup_url="https://business-api.tiktok.com/portal/apps",
    docs="https://business-api.tiktok.com/portal/docs",
    methods=tuple(
        Method(name, "TikTok's published SDK specification", SPEC)
        for name in ("probe", "advertiser", "report", "pixel_stats")
    ),
    rate=Rate(per_s=5, per_minute=300),  # the basic level allows 10 a second and application
)
