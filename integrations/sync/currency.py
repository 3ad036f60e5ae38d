"""A client has one currency. A shop that sells in another is no failed job, but a connection that cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from integrations.connections import changing, fitting
from integrations.errors import Refused
from integrations.models import Connection
from integrations.sync import rows
from tenants import context

CODE = "other_currency"


@fitting.check("shopify")
def is_the_clients(shop: dict[str, Any]) -> None:
    """Raises Refused `other_currency`."""
    said = str(shop.get("currencyCode") or "")
    if said:
        rows.cents({"shopMoney": {"currencyCode": said, "amount": "0"}}, context.current().currency)


@contextmanager
def watched(row: Connection) -> Iterator[None]:
    """Whatever inside meets another currency ends with the connection broken; anything else is raised."""
    try:
        yield
    except Refused as problem:
        if problem.code != CODE:
            raise
        _stop(row)


@transaction.atomic
def _stop(row: Connection) -> None:
    held = changing.row_of(row.connector)
    if held.state != Connection.State.MISSING:
        changing.move(held, Connection.State.BROKEN, code=CODE)
