"""How Shopify has an application installed. Source: shopify.dev, "Implement authorization code grant manually"
(the page is on the shop's own admin, the way back is signed with the application's secret) and "Offline
access tokens" (with `expiring=1` they last an hour and come with a refresh token that is used once).
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from tests.fakes.consent import Consent, Paths
from tests.fakes.pages import html
from tests.fakes.server import Reply

APP, SECRET = "played-shopify-application", "played-shopify-secret"
PATHS = Paths("/admin/oauth/authorize", "/admin/oauth/access_token")
SCOPES = frozenset(
    f"{verb}_{thing}"
    for verb in ("read", "write")
    for thing in (
        *("orders", "customers", "products", "inventory", "discounts", "fulfillments", "checkouts", "price_rules"),
        *("merchant_managed_fulfillment_orders", "assigned_fulfillment_orders", "locations", "draft_orders"),
        "customer_merge",
    )
)
HOUR_S, REFRESH_S = 3600, 90 * 86_400


class ShopifyConsent(Consent):
    """Of one shop, `store`."""

    buttons = {"allow": "Install app", "cancel": "Cancel"}

    def __init__(self, store: str) -> None:
        super().__init__(
            "Shopify", PATHS, client_id=APP, secret=SECRET, scopes=SCOPES, separator=",", pkce=False, lasts_s=None,
            prefix="shpat_",
        )  # fmt: skip
        self.store = store

    def question(self, asked: Mapping[str, str]) -> str:
        return f"Install 3A in {self.store}?"

    def cancelled(self, asked: Mapping[str, str]) -> Reply:
        """Shopify leads back to the shop's own admin, not to the application."""
        return html("Shopify", "<h1>The app was not installed.</h1>")

    def back(self, asked: Mapping[str, str], params: Mapping[str, str]) -> Reply:
        host = base64.b64encode(f"admin.shopify.com/store/{self.store.partition('.')[0]}".encode()).decode().rstrip("=")
        told = {**params, "shop": self.store, "host": host, "timestamp": str(int(time.time()))}
        return super().back(asked, {**told, "hmac": signature(told)})

    def given(self, scope: str, form: Mapping[str, str], *, lasts_s: int | None = None) -> Reply:
        renewed = form.get("grant_type") == "refresh_token"
        reply = super().given(scope, form, lasts_s=HOUR_S if renewed or form.get("expiring") == "1" else None)
        told: dict[str, Any] = reply.body
        del told["token_type"]
        return Reply(200, told | ({"refresh_token_expires_in": REFRESH_S} if "refresh_token" in told else {}))


def signature(params: Mapping[str, str]) -> str:
    """Hex HMAC-SHA256 over the query, sorted by name, without the signature itself."""
    text = urlencode(sorted(params.items()), quote_via=quote)
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
