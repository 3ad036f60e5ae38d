"""Handing out clients of a connector; the secrets go into them and nowhere else."""

from collections.abc import Mapping
from typing import Any

from integrations import registry, vault
from integrations.connections import agency, reading, stamps
from integrations.models import Connection
from integrations.oauth import refreshing
from integrations.vault import Sensitive
from tenants.errors import Refused


def bound(slug: str, *, why: str = "call") -> Any:
    """The connector's client for the active client, ready to call.

    Raises Refused `not_connected` (naming what is missing) or `broken`, with what to do.
    """
    found = reading.status(slug)
    if found.state == Connection.State.MISSING:
        raise Refused(found.sentence, code="not_connected")
    if found.state == Connection.State.BROKEN:
        raise Refused(found.sentence, code="broken")
    if found.by_agency:
        return agency.at_agency(lambda: bound_to(_row(slug), why=why, by_agency=True))
    return bound_to(_row(slug), why=why)


def bound_to(row: Connection, *, why: str, by_agency: bool = False) -> Any:
    """The client of a connection of the active client, whatever state it is in.

    `by_agency`: it will be called for another client, in whose schema the row's id names nothing.
    """
    refreshing.freshen(row)
    # Before the values are read: of what changes meanwhile, the older mark is the cautious one.
    stamp = stamps.stamp(row)
    found = values(row, why=why)
    revealed = {name: value.reveal() if isinstance(value, Sensitive) else value for name, value in found.items()}
    return registry.bind(row.connector, revealed, connection_id=row.pk, stamp=stamp, by_agency=by_agency)


def values(row: Connection, *, why: str) -> Mapping[str, str | Sensitive[str]]:
    """Every value of a connection, each secret's reading on record; tokens are renewed first."""
    refreshing.freshen(row)
    return {**row.config, **{name: vault.read(row, name, why=why) for name in sorted(vault.names(row))}}


def _row(slug: str) -> Connection:
    return Connection.objects.get(connector=slug)
