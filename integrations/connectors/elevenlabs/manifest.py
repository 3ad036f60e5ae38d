"""ElevenLabs: voices for podcasts and calls, and speech to text."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="elevenlabs",
    title="ElevenLabs",
    level="platform",
    version="v1",
    base_url="https://api.elevenlabs.io",
    credentials=(Credential("ELEVENLABS_API_KEY", _("API key"), help=_("Developers, API keys.")),),
    setup_url="https://elevenlabs.io/app/developers/api-keys",
    docs="https://elevenlabs.io/docs/api-reference",
    methods=tuple(
        Method(name, "elevenlabs.io/docs/api-reference") for name in ("probe", "voices", "speak", "transcribe")
    ),
    rate=Rate(per_s=3),  # the plan limits calls at a time, not per second
)
