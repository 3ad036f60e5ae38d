"""What all of Google's services share: consent, and refusals that only mean "slower"."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from integrations.errors import Rejected, Temporary
from integrations.manifest import Credential, OAuthSpec

_slower = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RESOURCE_EXHAUSTED"}


def oauth(prefix: str, *scopes: str) -> OAuthSpec:
    """Code with PKCE, offline access. Source: developers.google.com/identity/protocols/oauth2/web-server."""
    return OAuthSpec(
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106  an address
        revoke_url="https://oauth2.googleapis.com/revoke",
        scopes=tuple(f"https://www.googleapis.com/auth/{scope}" for scope in scopes),
        access_name=f"{prefix}_ACCESS_TOKEN",
        refresh_name=f"{prefix}_REFRESH_TOKEN",
        client_id_name="GOOGLE_CLIENT_ID",
        client_secret_name="GOOGLE_CLIENT_SECRET",  # noqa: S106  a name
        extra={"access_type": "offline", "prompt": "consent"},
    )


def access(prefix: str) -> Credential:
    """The token that connecting brings."""
    return Credential(f"{prefix}_ACCESS_TOKEN", _("Access token"), help=_("Set by connecting with one click."))


@contextmanager
def limits() -> Iterator[None]:
    """Google refuses with 403 what other services answer with 429 (Calendar API, "Handle API errors")."""
    try:
        yield
    except Rejected as refusal:
        error = refusal.words().get("error")
        error = error if isinstance(error, dict) else {}
        reasons = {str(row.get("reason")) for row in error.get("errors", []) if isinstance(row, dict)}
        if refusal.status == 403 and _slower & (reasons | {str(error.get("status"))}):
            raise Temporary(_("Google asks to call less often."), code="rate_limited") from None
        raise
