"""Gemini: text, voices and pictures by Google."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="gemini",
    title="Gemini",
    level="platform",
    version="v1beta",
    base_url="https://generativelanguage.googleapis.com/v1beta",
    credentials=(Credential("GEMINI_API_KEY", _("API key")),),
    setup_url="https://aistudio.google.com/apikey",
    docs="https://ai.google.dev/api",
    methods=(
        Method("probe", "ai.google.dev/api"),
        Method("complete", "ai.google.dev/api"),
        Method("speak", "ai.google.dev/api"),
        Method("picture", "ai.google.dev/api"),
    ),
    rate=Rate(per_s=5),  # limits per model and tier; 429 is waited out
)
