"""Apify: places, profiles and search trends, gathered by actors."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "openapi/apify-v2.json"
_names = ("probe", "limits", "usage", "start", "run", "runs", "abort", "items")

MANIFEST = Manifest(
    slug="apify",
    title="Apify",
    level="client",
    version="v2 (2026-08-05)",
    base_url="https://api.apify.com",
    credentials=(
        Credential("APIFY_TOKEN", _("API token"), help=_("Settings, API & Integrations.")),
        Credential(
            "APIFY_KEYWORDS",
            _("Keywords to watch"),
            "text",
            _("With commas between them, ten at most. Without any, the products sold most are watched."),
            required=False,
        ),
    ),
    setup_url="https://console.apify.com/settings/integrations",
    docs="https://docs.apify.com/api/v2",
    methods=tuple(Method(name, "Apify's published OpenAPI document", SPEC) for name in _names),
    rate=Rate(per_s=30),  # 60 a second and resource ("Rate limiting")
)
