"""Which client a command works for."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from tenants.models import Client


def add_client_option(parser: ArgumentParser) -> None:
    parser.add_argument("--client", default="", help="the client's short name (not needed while there is only one)")


def chosen_client(slug: str) -> Client:
    """The client called `slug`, or the only active one; CommandError names the choices otherwise."""
    if slug:
        client = Client.objects.filter(slug=slug).first()
        if client is None:
            raise CommandError(f"No client is called {slug}. There are: {_slugs()}.")
        return client
    running = list(Client.objects.running().customers()[:2])
    if len(running) != 1:
        raise CommandError(f"Say which client with --client: {_slugs()}.")
    return running[0]


def _slugs() -> str:
    return ", ".join(Client.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
