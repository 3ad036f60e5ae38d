"""Everything that can be called from outside a function, with the role each needs.

Walked from the running configuration, never listed by hand; the isolation tests go through it,
so a new route, job, schedule, task or command is tested by existing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver
from django.utils.regex_helper import normalize

from tenants.access import Verb

OWN_APPS = {*settings.SHARED_APPS, *settings.TENANT_APPS} & {path.name for path in settings.BASE_DIR.iterdir()}


@dataclass(frozen=True)
class Entry:
    """One way in: `kind` route|socket|task|handler|schedule|command, `host` client|public|'', `needs` the role.

    `address` is a route's path with a `%(name)s` for each of its `blanks`.
    """

    kind: str
    name: str
    host: str
    door: str
    needs: str
    address: str = ""
    blanks: tuple[str, ...] = ()


def everything() -> list[Entry]:
    """All ways in, in a stable order."""
    return sorted(
        [*routes(), *handlers(), *schedules(), *tasks(), *commands()], key=lambda one: (one.kind, one.host, one.name)
    )


def routes() -> Iterator[Entry]:
    """Every address of both hosts. A view without a door shows as `none`: the tests fail on it."""
    for host, urlconf in (("client", settings.ROOT_URLCONF), ("public", settings.PUBLIC_URLCONF)):
        yield from _walk(import_module(urlconf).urlpatterns, Entry("route", "/", host, "none", "", "/"), in_admin=False)


def _walk(patterns: list[Any], above: Entry, *, in_admin: bool) -> Iterator[Entry]:
    for pattern in patterns:
        path, blanks = normalize(pattern.pattern.regex.pattern)[0]
        here = replace(
            above,
            name=above.name + str(pattern.pattern),
            address=above.address + path,
            blanks=(*above.blanks, *blanks),
        )
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here, in_admin=in_admin or pattern.app_name == "admin")
        elif isinstance(pattern, URLPattern):
            door, needs = _door(pattern, in_admin=in_admin)
            yield replace(here, door=door, needs=needs)


def _door(pattern: URLPattern, *, in_admin: bool) -> tuple[str, str]:
    """The door that a view wears. The admin site's own wrapper asks for staff; adding and deleting
    its records is for administrators (its change pages show to all staff and save for administrators)."""
    door = getattr(pattern.callback, "door", None)
    if door is not None:
        return door.kind, door.needs
    if not in_admin:
        return "none", ""
    return "staff", Verb.MANAGE if (pattern.name or "").endswith(("_add", "_delete")) else Verb.VIEW


def handlers() -> Iterator[Entry]:
    """Job handlers and subscribers: each runs for one named client, or for the platform."""
    from events import registry

    for handler in registry.handlers():
        yield Entry("handler", handler.name, "", "job", "atomic" if handler.atomic else "leased")


def schedules() -> Iterator[Entry]:
    """Declared schedules."""
    from events import registry

    for cron in [*registry.crons("client"), *registry.crons("platform")]:
        yield Entry("schedule", cron.handler, "", cron.scope, cron.cron)


def tasks() -> Iterator[Entry]:
    """Messages that the broker may carry."""
    current_app.loader.import_default_modules()
    for name in sorted(current_app.tasks):
        if not name.startswith("celery."):
            yield Entry("task", name, "", "broker", "ids and tokens only")


def commands() -> Iterator[Entry]:
    """The project's own commands: for whoever has a shell on the machine."""
    for name, app in sorted(get_commands().items()):
        if isinstance(app, str) and app.split(".")[0] in OWN_APPS:
            yield Entry("command", name, "", "shell", "the account that runs the installation")
