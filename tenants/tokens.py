"""API tokens: how a program gets in at one client, in the name and with the rights of whoever made the token."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants import access, clock, ledger
from tenants.errors import Refused
from tenants.models import ApiToken, Client, User

SCOPES = {
    "directives": gettext_lazy("give orders in words and confirm their plans"),
    "metrics": gettext_lazy("read the platform's figures (tokens of the agency's own record only)"),
}
PREFIX = "3a_"
PER_MINUTE = 60
LONGEST_NAME = 80
USED_AGAIN = timedelta(minutes=1)
"""A token's last use is noted this exactly: not every call writes a row."""


@transaction.atomic
def issue(
    client: Client, *, name: str, scopes: Sequence[str], by: User, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token of `client` and its secret, which is kept nowhere. Raises Refused."""
    access.require(by, client, access.Verb.MANAGE)
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        sentence = _("Name at least one of these scopes: %(scopes)s.")
        raise Refused(sentence % {"scopes": ", ".join(SCOPES)}, code="no_such_scope")
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(_("Give the token a name of at most 80 characters."), code="bad_name")
    if expires_at is not None and expires_at <= clock.now():
        raise Refused(_("The last day lies in the past."), code="bad_expiry")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        client=client, name=name.strip(), digest=digest(secret), scopes=sorted(set(scopes)),
        created_by=by, created_at=clock.now(), expires_at=expires_at,
    )  # fmt: skip
    ledger.write("token.issued", token, by=by, client=client)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, by: User) -> bool:
    """End a token now; False if it was ended before. Raises Refused."""
    access.require(by, token.client, access.Verb.MANAGE)
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())
    if ended:
        ledger.write("token.revoked", token, by=by, client=token.client)
    return bool(ended)


def find(client: Client, secret: str) -> ApiToken | None:
    """The token of `client` behind `secret`, while it counts. One of another client is none."""
    if not secret.startswith(PREFIX):
        return None
    now = clock.now()
    found = ApiToken.objects.usable(now).filter(client=client, digest=digest(secret)).select_related("created_by")
    token = found.first()
    if token is not None and (token.used_at is None or now - token.used_at >= USED_AGAIN):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def wait_s(token: ApiToken) -> int:
    """Count one more call; how long to wait in seconds where that is too many this minute, else 0."""
    second = int(clock.now().timestamp())
    key = f"token:{token.pk}:{second // 60}"
    cache.add(key, 0, timeout=120)
    return 60 - second % 60 if cache.incr(key) > PER_MINUTE else 0


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits: nothing leads back from it."""
    return hashlib.sha256(secret.encode()).hexdigest()
