"""Featherless: open models, Atlas-Chat for Darija among them."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="featherless",
    title="Featherless",
    level="platform",
    version="v1",
    base_url="https://api.featherless.ai/v1",
    credentials=(Credential("FEATHERLESS_API_KEY", _("API key")),),
    setup_url="https://featherless.ai/account/api-keys",
    docs="https://featherless.ai/docs",
    methods=(
        Method("probe", "OpenAI's published OpenAPI document, whose form it takes over", "openapi/openai-v1.json"),
        Method("complete", "OpenAI's published OpenAPI document, whose form it takes over", "openapi/openai-v1.json"),
    ),
    rate=Rate(per_s=2),  # the plan limits calls at a time, not per second
)
