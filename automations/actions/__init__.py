"""The kinds of action, one file each, found by walking this package."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from automations.actions.base import ActionKind, registered

__all__ = ["ActionKind", "kind", "kinds"]


@cache
def _load() -> None:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


def kinds() -> list[type[ActionKind]]:
    """Every kind, by slug."""
    _load()
    return [registered[slug] for slug in sorted(registered)]


def kind(slug: str) -> type[ActionKind]:
    """The kind called `slug`; raises KeyError when no code knows it."""
    _load()
    return registered[slug]
