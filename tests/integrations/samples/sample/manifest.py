"""A service with every kind of value, consent, and webhooks."""

from integrations.manifest import Credential, Manifest, OAuthSpec, Rate

MANIFEST = Manifest(
    slug="sample",
    title="Sample",
    level="client",
    version="1",
    base_url="https://api.sample.example",
    credentials=(
        Credential("SAMPLE_SITE", "Site", "url"),
        Credential("SAMPLE_KEY", "Key"),
        Credential("SAMPLE_NOTE", "Note", "text", required=False),
        Credential("SAMPLE_PLAN", "Plan", "choice", required=False, choices=("small", "large")),
        Credential("SAMPLE_WEBHOOK_SECRET", "Signing secret", required=False),
    ),
    setup_url="https://sample.example/keys",
    docs="",
    oauth=OAuthSpec(
        authorize_url="https://sample.example/authorize",
        token_url="https://sample.example/token",
        scopes=("read", "write"),
        access_name="SAMPLE_KEY",
        refresh_name="SAMPLE_REFRESH_TOKEN",
        client_id_name="SAMPLE_CLIENT_ID",
        client_secret_name="SAMPLE_CLIENT_SECRET",
        revoke_url="https://sample.example/revoke",
        extra={"access_type": "offline"},
    ),
    rate=Rate(per_s=1000, burst=1000),
)
