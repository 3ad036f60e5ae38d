"""HubSpot: contacts and deals of the client's sales."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, OAuthSpec, Rate

VERSION = "2026-03"
_names = (
    "probe",
    "contacts",
    "contact",
    "contact_of",
    "upsert_contacts",
    "deals",
    "deal_pipelines",
    "find_deal",
    "create_deal",
    "update_deal",
    "associate",
)

MANIFEST = Manifest(
    slug="hubspot",
    title="HubSpot",
    level="client",
    version=VERSION,
    base_url="https://api.hubapi.com",
    credentials=(
        Credential(
            "HUBSPOT_ACCESS_TOKEN",
            _("Private app token"),
            help=_("Settings, Integrations, Private apps: contacts and deals, read and write."),
        ),
        Credential(
            "HUBSPOT_PORTAL_ID",
            _("Account id"),
            "text",
            _("Checks that what HubSpot sends us is of this account; the number in its address."),
            required=False,
        ),
    ),
    setup_url="https://app.hubspot.com/private-apps/",
    docs="https://developers.hubspot.com/docs/api-reference/overview",
    methods=tuple(
        Method(name, "developers.hubspot.com/docs/api-reference (crm objects, pipelines, associations)")
        for name in _names
    ),
    oauth=OAuthSpec(
        authorize_url="https://app.hubspot.com/oauth/authorize",
        token_url="https://api.hubapi.com/oauth/v3/token",  # noqa: S106  an address
        scopes=(
            "crm.objects.contacts.read",
            "crm.objects.contacts.write",
            "crm.objects.deals.read",
            "crm.objects.deals.write",
        ),
        access_name="HUBSPOT_ACCESS_TOKEN",
        refresh_name="HUBSPOT_REFRESH_TOKEN",
        client_id_name="HUBSPOT_CLIENT_ID",
        client_secret_name="HUBSPOT_CLIENT_SECRET",  # noqa: S106  a name
        pkce=False,
        revoke_url="https://api.hubapi.com/oauth/2026-03/token/revoke",
        revoked=_("What it last handed out ends by itself within half an hour; our application stays listed there."),
    ),
    rate=Rate(per_s=5, burst=20),  # search allows 5 a second; the rest 110 in ten seconds ("Usage guidelines")
)
