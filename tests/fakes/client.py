"""The client for whom the services are played: made at the first start, found again later."""

import os
from secrets import token_urlsafe

from django.test.utils import override_settings

from integrations import connections
from integrations.models import Connection
from tenants.models import Client, MemberRole, User
from tenants.services import NewClient, add_member, create_client
from tests.fakes.running import Running
from tests.fakes.shopify_counter import NAME, STORE

WANTED = NewClient(slug="specimen-lamps", name=NAME, country="BE", language="en")
OWNER = "owner@specimen-lamps.example"


def guide(running: Running, port: int) -> list[str]:
    """Have the client and its owner, and say where to begin once the pages are on `port`."""
    with override_settings(PUBLIC_PORT=os.environ.get("PUBLIC_PORT", f":{port}")):
        return _lines(running)


def _lines(running: Running) -> list[str]:
    client = Client.objects.filter(slug=WANTED.slug).exclude(state=Client.State.PROVISIONING).first()
    client = client or create_client(WANTED)
    forget()
    lines = [f"1. Sign in at {client.url('/')} as {OWNER}, {_password(client)}"]
    if running.shop:
        lines += [
            f"2. Connect Shopify at {client.url('/integrations/shopify/')}: the shop's address is {STORE}",
            f"3. Sell something, leave a cart, or unplug the shop at {running.counter}/",
        ]
    others = sorted(set(running.consented) - {"shopify"})
    if others:
        lines.append(f"By their connect button as well: {', '.join(others)}")
    return lines


def forget() -> None:
    """Let go of what was connected: the tokens end with the fakes, and no real service may ever be shown them."""
    client = Client.objects.running().filter(slug=WANTED.slug).first()
    if client is None:
        return
    with client.active():
        for slug in list(Connection.objects.values_list("connector", flat=True)):
            connections.disconnect(slug, by=None)


def _password(client: Client) -> str:
    """Shown once, when the account is made."""
    if User.objects.filter(email=OWNER).exists():
        return "password as shown at the first start (new one: manage.py changepassword)"
    password = token_urlsafe(12)
    owner = User.objects.create_user(OWNER, password, name="Edda Specimen")
    add_member(client, owner, MemberRole.OWNER)
    return f"password {password}"
