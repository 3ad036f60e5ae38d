"""Reaching the agency's own connections, which serve its clients where they have none of their own."""

from collections.abc import Callable
from contextvars import Context
from typing import TypeVar

from integrations import registry
from tenants import context
from tenants.models import Client

T = TypeVar("T")


def stands_in(slug: str) -> bool:
    """May the agency's own account serve the active client here? Only at platform level, e.g. AI providers."""
    return registry.get(slug).level == "platform" and not context.current().is_agency


def at_agency(question: Callable[[], T]) -> T | None:
    """Ask in the agency's own schema, and come back; None without an agency.

    The client's context is neither left nor nested: the question runs in an empty one. Only what
    is meant for all clients may be asked for here.
    """
    agency = Client.objects.running().filter(is_agency=True).order_by("pk").first()
    if agency is None:
        return None

    def ask() -> T:
        with agency.active():
            return question()

    return Context().run(ask)
