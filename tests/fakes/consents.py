"""Which service asks for consent how. Shopify's way is in `shopify_consent`.

Sources: developers.klaviyo.com, "Set up OAuth" (PKCE S256, the token endpoint by HTTP Basic, an hour;
the refresh token stays); developers.google.com/identity/protocols/oauth2/web-server (an hour less a
second, the refresh token stays); developers.hubspot.com, "Working with OAuth" (no PKCE needed, 30 minutes).
"""

from tests.fakes.consent import Consent, Paths

APP, SECRET = "played-application", "played-application-secret"
GOOGLES = frozenset({"ga4", "gsc", "google_ads", "google_calendar", "google_sheets"})


class Consents:
    """One server per vendor: Google's is shared by all of its services."""

    def __init__(self) -> None:
        self._google = Consent(
            "Google", Paths("/o/oauth2/v2/auth", "/token", "/revoke"), client_id=APP, secret=SECRET, lasts_s=3599,
            rotates=False, prefix="ya29.",
        )  # fmt: skip

    def of(self, slug: str) -> Consent | None:
        """None for services that are connected by entering values."""
        if slug in GOOGLES:
            return self._google
        if slug == "klaviyo":
            paths = Paths("/oauth/authorize", "/oauth/token", "/oauth/revoke")
            return Consent("Klaviyo", paths, client_id=APP, secret=SECRET, proof="basic", rotates=False)
        if slug == "hubspot":
            paths = Paths("/oauth/authorize", "/oauth/v3/token")
            return Consent("HubSpot", paths, client_id=APP, secret=SECRET, pkce=False, lasts_s=1800, rotates=False)
        return None
