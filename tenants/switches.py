"""Pausing a client, or all of them, at once."""

from django.db import transaction
from django.db.models import Q

from tenants import access, clock, context, ledger
from tenants.models import Client, KillSwitch, User
from tenants.signals import switch_changed


def paused(client: Client | None) -> bool:
    """True while `client` or everything is paused; asked again before each effect."""
    return KillSwitch.objects.filter(Q(client=None) | Q(client=client)).exists()


@transaction.atomic
def pause(client: Client | None, *, by: User) -> None:
    """Stop all automations of `client` (None: of all clients) from acting. Nothing is lost: it waits."""
    access.require(by, client, access.Verb.MANAGE)
    _, made = KillSwitch.objects.get_or_create(client=client, defaults={"at": clock.now(), "by_user_id": by.pk})
    if made:
        _announce(client, by, stopped=True)


@transaction.atomic
def resume(client: Client | None, *, by: User) -> None:
    """Let what waited go on."""
    access.require(by, client, access.Verb.MANAGE)
    gone, _ = KillSwitch.objects.filter(client=client).delete()
    if gone:
        _announce(client, by, stopped=False)


def _announce(client: Client | None, by: User, *, stopped: bool) -> None:
    what = "switch.paused" if stopped else "switch.resumed"
    ledger.write(what, ("client", client.pk if client else "all"), by=by, client=client or context.current_or_none())
    switch_changed.send(Client, client=client, paused=stopped)
