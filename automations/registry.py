"""All automations, found by walking the catalogue: a new file is enough.

`all`, `offered`, `get` and `known` mean those that can be run; `declared` is the whole catalogue.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from django.utils.translation import gettext as _

from automations import base, catalog
from automations.base import Automation, Declaration, registered
from automations.sensing import sensing
from automations.triggers import After, On
from events.scalars import Scalar
from tenants.errors import Refused
from tenants.models import Client


@cache
def _load() -> None:
    for module in walk_packages(catalog.__path__, f"{catalog.__name__}."):
        if not module.ispkg:
            import_module(module.name)


def all() -> list[Automation]:
    """Every automation, by slug."""
    _load()
    return [registered[slug] for slug in sorted(registered)]


def declared() -> list[Declaration]:
    """The whole catalogue by slug: what can be run, what cannot yet (`is_built`), and every sensor."""
    _load()
    found: dict[str, Declaration] = {each.slug: each for each in sensing()}
    found |= base.declared
    found |= registered
    return [found[slug] for slug in sorted(found)]


def offered(client: Client) -> list[Automation]:
    """Those that `client` may use: what runs the platform itself is the agency's alone."""
    return [each for each in all() if each.scope == "client" or client.is_agency]


def get(slug: str) -> Automation:
    """The automation called `slug`; raises Refused: not built yet, or the way to find the right name."""
    found = known(slug)
    if found is None and (coming := base.declared.get(slug)):
        sentence = _("“%(title)s” is in the catalogue and not available yet.")
        raise Refused(sentence % {"title": coming.title}, code="not_built")
    if found is None:
        sentence = _("No automation is called “%(slug)s”. `manage.py automation list` shows them all.")
        raise Refused(sentence % {"slug": slug}, code="no_such_automation")
    return found


def get_for(client: Client, slug: str) -> Automation:
    """The same, for `client`: what it is not offered does not exist for it."""
    coming = base.declared.get(slug)
    if coming is not None and coming.scope == "platform" and not client.is_agency:
        return get("")
    found = get(slug)
    return found if found in offered(client) else get("")


def known(slug: str) -> Automation | None:
    """The automation called `slug`, or None when it has left the catalogue since it ran."""
    _load()
    return registered.get(slug)


def following(slug: str) -> list[tuple[Automation, After]]:
    """The automations that one run of follows each finished run of `slug`."""
    return [
        (each, trigger)
        for each in all()
        for trigger in each.triggers
        if isinstance(trigger, After) and trigger.automation == slug
    ]


def started_by(event_type: str, data: Mapping[str, Scalar]) -> list[Automation]:
    """The automations that an event of this type, with these data, starts."""
    return [
        each
        for each in all()
        if any(isinstance(trigger, On) and trigger.is_met(event_type, data) for trigger in each.triggers)
    ]
