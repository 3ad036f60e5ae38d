"""All sensors, found by walking the catalogue: a new file is enough."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils.translation import gettext as _

from sensors import catalog
from sensors.base import Sensor, registered
from sensors.sectors import Sector
from tenants.errors import Refused


@cache
def _load() -> None:
    for module in iter_modules(catalog.__path__):
        import_module(f"{catalog.__name__}.{module.name}")


def all() -> list[Sensor]:
    """Every sensor, by slug."""
    _load()
    return [registered[slug] for slug in sorted(registered)]


def get(slug: str) -> Sensor:
    """The sensor called `slug`; raises Refused with the way to find the right name."""
    _load()
    if slug not in registered:
        raise Refused(
            _("No sensor is called “%(slug)s”. `manage.py sensor list` shows them all.") % {"slug": slug},
            code="no_such_sensor",
        )
    return registered[slug]


def known(slug: str) -> Sensor | None:
    """The sensor called `slug`, or None when it has left the catalogue since it was read."""
    _load()
    return registered.get(slug)


def of_sector(sector: Sector) -> list[Sensor]:
    """The sensors that press on `sector`."""
    return [sensor for sensor in all() if sensor.sector == sector]
