"""Omnisend: the client's mail and text marketing, where it does not use Klaviyo."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

VERSION = "2026-03-15"
_names = ("probe", "contacts", "contact", "upsert_contact", "send_event")

MANIFEST = Manifest(
    slug="omnisend",
    title="Omnisend",
    level="client",
    version=VERSION,
    base_url="https://api.omnisend.com/api",
    credentials=(
        Credential("OMNISEND_API_KEY", _("API key"), help=_("Store settings, API keys: contacts and events.")),
    ),
    setup_url="https://app.omnisend.com/integrations/api-keys",
    docs="https://api-docs.omnisend.com/reference/overview",
    methods=tuple(Method(name, "api-docs.omnisend.com/reference") for name in _names),
    rate=Rate(per_s=6, per_minute=400),  # 400 a minute and brand; no header tells what is left
)
