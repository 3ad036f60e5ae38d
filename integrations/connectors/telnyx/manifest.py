"""Telnyx: text messages and telephone calls."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

_names = ("probe", "send_message", "message", "dial", "call", "answer", "start_stream", "hang_up")

MANIFEST = Manifest(
    slug="telnyx",
    title="Telnyx",
    level="client",
    version="v2",
    base_url="https://api.telnyx.com/v2",
    credentials=(
        Credential("TELNYX_API_KEY", _("API key"), help=_("Mission Control, API keys.")),
        Credential(
            "TELNYX_PUBLIC_KEY",
            _("Public key"),
            "text",
            _("Checks what Telnyx sends us; beside the API keys."),
            required=False,
        ),
        Credential(
            "TELNYX_CONNECTION_ID", _("Call control application"), "text", _("Needed for calls."), required=False
        ),
    ),
    setup_url="https://portal.telnyx.com/#/api-keys",
    docs="https://developers.telnyx.com/api",
    methods=tuple(Method(name, "developers.telnyx.com/api (balance, messages, call control)") for name in _names),
    rate=Rate(per_s=10),
)
