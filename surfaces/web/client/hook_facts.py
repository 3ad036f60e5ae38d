"""What a person sets up at a service so that it tells us by itself, and whether it has."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise

from integrations import registry, vault
from integrations.errors import Refused
from integrations.hooks import receiving
from integrations.hooks.contract import Setup, Webhooks
from integrations.models import Connection, Delivery
from tenants import context


@dataclass(frozen=True)
class Hooks:
    """`address` is "" until the service is set up; `lacking` are names of values without which all is refused."""

    where: str | Promise
    topics: tuple[str, ...]
    address: str
    lacking: tuple[str, ...]
    last_at: datetime | None


def hooks(slug: str, row: Connection | None) -> Hooks | None:
    """None for a service that tells nothing, or is asked for everything by ourselves. Reads no secret."""
    try:
        module = receiving.webhooks_of(slug)
    except Refused:
        return None
    setup: Setup | None = getattr(module, "SETUP", None)
    if setup is None:
        return None
    if row is None or row.state == Connection.State.MISSING:
        return Hooks(setup.where, setup.topics, "", (), None)
    newest = Delivery.objects.filter(connection=row).order_by("-received_at").values_list("received_at", flat=True)
    address = context.current().url(reverse("hook", args=[slug, row.pk]))
    return Hooks(setup.where, setup.topics, address, _lacking(row, module), newest.first())


def _lacking(row: Connection, module: Webhooks) -> tuple[str, ...]:
    """What the agency's application may stand in for is not missing."""
    spec, present = registry.get(row.connector).oauth, set(row.config) | vault.names(row)
    wanted = (*module.SECRETS, *getattr(module, "WORDS", ()), *getattr(module, "ACCOUNT", ()))
    return tuple(name for name in wanted if name not in present and not (spec and name == spec.client_secret_name))
