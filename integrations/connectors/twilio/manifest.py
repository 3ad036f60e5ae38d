"""Twilio: text messages and telephone calls."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "openapi/twilio-api-v2010.json"
_names = ("probe", "send_message", "message", "messages", "dial", "call", "calls", "end_call", "usage")

MANIFEST = Manifest(
    slug="twilio",
    title="Twilio",
    level="client",
    version="2010-04-01",
    base_url="https://api.twilio.com",
    credentials=(
        Credential("TWILIO_ACCOUNT_SID", _("Account SID"), "text", _("Console, Account info: begins with AC.")),
        Credential("TWILIO_AUTH_TOKEN", _("Auth token"), help=_("Also checks what Twilio sends us.")),
        Credential("TWILIO_FROM", _("Own number"), "text", _("International, with +."), required=False),
    ),
    setup_url="https://console.twilio.com/",
    docs="https://www.twilio.com/docs/usage/api",
    methods=tuple(Method(name, "Twilio's published OpenAPI document", SPEC) for name in _names),
    rate=Rate(per_s=10),  # a long code sends one a second and queues the rest; 429 is answered beyond concurrency
)
