"""What all of Google's services share: consent, and refusals that only mean "slower"."""

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem
from integrations.http import Answer, outcome
from integrations.manifest import Credential, OAuthSpec

_slower = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RESOURCE_EXHAUSTED"}
_dead_key = "API_KEY_INVALID"


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


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """Google refuses with 403 what other services answer with 429, and a dead key with 400.

    Source: Calendar API, "Handle API errors"; google.rpc.ErrorInfo.
    """
    error = answer.words().get("error") if problem else None
    if not isinstance(error, dict):
        return problem
    rows = [row for name in ("errors", "details") for row in error.get(name) or [] if isinstance(row, dict)]
    reasons = {str(error.get("status")), *(str(row.get("reason")) for row in rows)}
    if answer.status == 403 and _slower & reasons:
        return outcome.slower(answer)
    return outcome.unauthorised(answer, str(error.get("message"))) if _dead_key in reasons else problem
