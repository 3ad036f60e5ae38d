"""xAI: text, and the realtime voice of Grok."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="xai",
    title="xAI",
    level="platform",
    version="v1",
    base_url="https://api.x.ai/v1",
    credentials=(Credential("XAI_API_KEY", _("API key")),),
    setup_url="https://console.x.ai/",
    docs="https://docs.x.ai/docs/api-reference",
    methods=(
        Method("probe", "OpenAI's published OpenAPI document, whose form it takes over", "openapi/openai-v1.json"),
        Method("complete", "OpenAI's published OpenAPI document, whose form it takes over", "openapi/openai-v1.json"),
        Method("realtime_secret", "docs.x.ai/docs/guides/voice"),
    ),
    rate=Rate(per_s=8),  # 480 a minute for most models
)
