"""Klaviyo: the client's mail lists, campaigns and flows."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, OAuthSpec, Rate

VERSION = "2026-07-15"
_source = "developers.klaviyo.com/en/reference"
_names = (
    *("probe", "lists", "list_size", "metrics", "daily_counts", "flows", "campaigns", "campaign_report"),
    *("profiles", "profile", "events"),
    *("upsert_profile", "subscribe", "unsubscribe", "create_event", "add_to_list"),
)

MANIFEST = Manifest(
    slug="klaviyo",
    title="Klaviyo",
    level="client",
    version=VERSION,
    base_url="https://a.klaviyo.com",
    credentials=(
        Credential(
            "KLAVIYO_API_KEY",
            _("Private API key"),
            help=_("Account, Settings, API keys: a private key with full access."),
            required=False,
        ),
        Credential(
            "KLAVIYO_ACCESS_TOKEN", _("Access token"), help=_("Set by connecting with one click."), required=False
        ),
        Credential(
            "KLAVIYO_WEBHOOK_SECRET",
            _("Webhook secret"),
            help=_("Checks what Klaviyo sends us; the one entered when the webhook was made there."),
            required=False,
        ),
    ),
    setup_url="https://www.klaviyo.com/settings/account/api-keys",
    docs="https://developers.klaviyo.com/en/reference/api_overview",
    methods=tuple(Method(name, _source) for name in _names),
    oauth=OAuthSpec(
        authorize_url="https://www.klaviyo.com/oauth/authorize",
        token_url="https://a.klaviyo.com/oauth/token",  # noqa: S106  an address
        revoke_url="https://a.klaviyo.com/oauth/revoke",
        scopes=(
            *(
                "accounts:read",
                "campaigns:read",
                "events:read",
                "events:write",
                "flows:read",
                "lists:read",
                "lists:write",
            ),
            *("metrics:read", "profiles:read", "profiles:write", "subscriptions:write"),
        ),
        access_name="KLAVIYO_ACCESS_TOKEN",
        refresh_name="KLAVIYO_REFRESH_TOKEN",
        client_id_name="KLAVIYO_CLIENT_ID",
        client_secret_name="KLAVIYO_CLIENT_SECRET",  # noqa: S106  a name
        token_auth="basic",  # noqa: S106  a place
    ),
    alternatives=(("KLAVIYO_ACCESS_TOKEN", "KLAVIYO_API_KEY"),),
    # The smallest class of most endpoints used here (M): 10 a second, 150 a minute ("Rate limits").
    rate=Rate(per_s=10, per_minute=150),
)
