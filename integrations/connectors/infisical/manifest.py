"""Infisical: credentials kept in the agency's own vault."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="infisical",
    title="Infisical",
    level="platform",
    version="v4",
    base_url="https://app.infisical.com",
    credentials=(
        Credential("INFISICAL_CLIENT_ID", _("Client id"), "text", _("Machine identity, Universal Auth.")),
        Credential("INFISICAL_CLIENT_SECRET", _("Client secret")),
        Credential("INFISICAL_PROJECT_ID", _("Project"), "text", _("Project settings.")),
        Credential("INFISICAL_ENVIRONMENT", _("Environment"), "text", _("For example prod.")),
    ),
    setup_url="https://app.infisical.com/",
    docs="https://infisical.com/docs/api-reference/overview/introduction",
    methods=tuple(
        Method(name, "infisical.com/docs/api-reference (universal auth, secrets v4)")
        for name in ("probe", "secrets", "secret")
    ),
    rate=Rate(per_minute=150),  # 200 reads a minute on the free plan
)
