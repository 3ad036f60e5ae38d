"""Which client a command works for."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from tenants.models import Client


def add_client_option(parser: ArgumentParser) -> None:
    parser.add_argument("--client", default="", help="the client's short name (not needed while there is only one)")


def chosen_clients(slug: str) -> list[Client]:
    """The client called `slug`, or every active one; CommandError names the choices otherwise."""
    if not slug:
        return list(Client.objects.running().order_by("slug"))
    found = list(Client.objects.filter(slug=slug))
    if not found:
        names = ", ".join(Client.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"No client is called {slug}. There are: {names}.")
    return found


def chosen_client(slug: str) -> Client:
    """The client called `slug`, or the only active one."""
    found = chosen_clients(slug)
    if len(found) != 1:
        raise CommandError(f"Say which client with --client: {', '.join(each.slug for each in found) or 'none yet'}.")
    return found[0]
