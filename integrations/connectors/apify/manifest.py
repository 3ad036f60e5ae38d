"""Apify: places, profiles and search trends, gathered by actors."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "openapi/apify-v2.json"
_names = ("probe", "limits", "usage", "start", "run", "runs", "abort", "items")
_actors = {
    "find_places": "apify.com/compass/crawler-google-places (what the actor takes)",
    "places": "apify.com/compass/crawler-google-places (what the actor gives)",
    "find_people": "apify.com/harvestapi/linkedin-profile-search (what the actor takes)",
    "people": "apify.com/harvestapi/linkedin-profile-search (what the actor gives)",
}

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
    methods=(
        *(Method(name, "Apify's published OpenAPI document", SPEC) for name in _names),
        *(Method(name, source) for name, source in _actors.items()),
    ),
    rate=Rate(per_s=30),  # 60 a second and resource ("Rate limiting")
)
