"""What Shopify asks for beyond the standard: whose shop it is, and that the way back is Shopify's own.

Source: shopify.dev, "Implement authorization code grant manually" (hmac over the sorted query).
"""

import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused

SCOPE_SEPARATOR = ","
_store = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")


def check_values(values: Mapping[str, str]) -> None:
    """Raises Refused `bad_shop`: nobody is sent to another host than a Shopify one."""
    if not _store.fullmatch(values.get("SHOPIFY_STORE", "")):
        raise Refused(_("The shop's address must look like my-shop.myshopify.com."), code="bad_shop")


def included(rights: Collection[str]) -> set[str]:
    """With what they include: whoever may write may read, and Shopify names the writing alone ("Access scopes")."""
    return {*rights, *(right.replace("write_", "read_", 1) for right in rights)}


def check_return(params: Mapping[str, str], secret: str, values: Mapping[str, str]) -> None:
    """Raises Refused `bad_signature` or `bad_shop`: signed with our secret, and for the shop that was asked."""
    if not hmac.compare_digest(signature(params, secret).encode(), params.get("hmac", "").encode()):
        raise Refused(_("Shopify's answer was changed on its way: connect once more."), code="bad_signature")
    check_values({"SHOPIFY_STORE": params.get("shop", "")})
    if params["shop"] != values.get("SHOPIFY_STORE"):
        raise Refused(_("Another shop answered than the one you named: connect once more."), code="bad_shop")


def give_back(shop: Any, _address: str) -> None:
    """Remove our application from the shop: with it go its tokens and its subscriptions."""
    shop.uninstall()


def tidy(shop: Any, address: str) -> None:
    """Stop the deliveries to us; the token of an application that the shop made itself is the shop's to delete."""
    for subscription in shop.webhooks():
        if subscription.get("uri") == address:
            shop.delete_webhook(subscription["id"])


def signature(params: Mapping[str, str], secret: str) -> str:
    """Hex HMAC-SHA256 over the sorted query without hmac and signature; blanks as %20."""
    pairs = sorted((name, value) for name, value in params.items() if name not in ("hmac", "signature"))
    text = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
