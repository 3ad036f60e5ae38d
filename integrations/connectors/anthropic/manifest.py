"""Anthropic: text by Claude."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="anthropic",
    title="Anthropic",
    level="platform",
    version="2023-06-01",
    base_url="https://api.anthropic.com",
    credentials=(Credential("ANTHROPIC_API_KEY", _("API key")),),
    setup_url="https://console.anthropic.com/settings/keys",
    docs="https://docs.anthropic.com/en/api/overview",
    methods=(
        Method("probe", "docs.anthropic.com/en/api"),
        Method("complete", "docs.anthropic.com/en/api"),
    ),
    rate=Rate(per_s=1),  # the lowest tier allows 50 a minute
)
