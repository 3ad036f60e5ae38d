"""OpenAI: text, pictures, voice and embeddings."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="openai",
    title="OpenAI",
    level="platform",
    version="v1",
    base_url="https://api.openai.com/v1",
    credentials=(Credential("OPENAI_API_KEY", _("API key")),),
    setup_url="https://platform.openai.com/api-keys",
    docs="https://platform.openai.com/docs/api-reference",
    methods=(
        Method("probe", "OpenAI's published OpenAPI document", "openapi/openai-v1.json"),
        Method("complete", "OpenAI's published OpenAPI document", "openapi/openai-v1.json"),
        Method("embed", "OpenAI's published OpenAPI document", "openapi/openai-v1.json"),
        Method("speak", "OpenAI's published OpenAPI document", "openapi/openai-v1.json"),
        Method("picture", "OpenAI's published OpenAPI document", "openapi/openai-v1.json"),
        Method("realtime_secret", "OpenAI's published OpenAPI document", "openapi/openai-v1.json"),
    ),
    rate=Rate(per_s=8),  # the lowest paid tier allows 500 a minute
)
