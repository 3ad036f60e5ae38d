"""Tickets: how staff get from the agency's host onto a client's, seen and for a while."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tenants import access, clock, ledger
from tenants.errors import Refused
from tenants.models import Client, Ticket, User

LIFE = timedelta(seconds=60)


def issue(client: Client, *, to: User) -> str:
    """A new secret that opens `client`'s host for `to`, once, within a minute. Raises Refused."""
    if not to.is_staff:
        raise Refused(_("Only staff may open a client's pages."), code="not_staff")
    access.require(to, client, access.Verb.VIEW)
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    with transaction.atomic():
        ticket = Ticket.objects.create(
            user=to, client=client, digest=digest(secret), created_at=now, expires_at=now + LIFE
        )
        ledger.write("ticket.issued", ticket, by=to, client=client)
    return secret


def is_usable(client: Client, secret: str) -> bool:
    """True while `redeem` would let somebody in; asking changes nothing."""
    return Ticket.objects.usable(clock.now()).filter(client=client, digest=digest(secret)).exists()


@transaction.atomic
def redeem(client: Client, secret: str) -> User | None:
    """The staff person behind `secret`, if it is unused, fresh and made for this client."""
    now = clock.now()
    waiting = Ticket.objects.usable(now).filter(client=client, digest=digest(secret))
    ticket = waiting.select_related("user").select_for_update(of=("self",)).first()
    if ticket is None or not ticket.user.is_staff:
        return None
    ticket.used_at = now
    ticket.save(update_fields=["used_at"])
    ledger.write("ticket.redeemed", ticket, by=ticket.user, client=client)
    return ticket.user


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
