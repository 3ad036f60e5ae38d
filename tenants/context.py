"""Whose data this piece of work may see.

The client lives in a ContextVar: each request, task, thread and async task has its own, and
the database backend reads it before every statement. Without one only shared tables exist.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import connection

from tenants.errors import ClientSwitch, NoClient

if TYPE_CHECKING:
    from tenants.models import Client

PUBLIC = "public"

_client: ContextVar["Client | None"] = ContextVar("client", default=None)


def current() -> "Client":
    """The client at work; raises NoClient when none was named."""
    client = _client.get()
    if client is None:
        raise NoClient("No client is active: enter one with `with client.active():`.")
    return client


def current_or_none() -> "Client | None":
    return _client.get()


def schema() -> str:
    """The schema that statements run in now."""
    client = _client.get()
    return PUBLIC if client is None else client.schema_name


def in_transaction() -> bool:
    """True inside a transaction that the work itself opened (a test case's own one is none)."""
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


@contextmanager
def active(client: "Client") -> Iterator["Client"]:
    """Work for `client`; the only way into its schema.

    Raises ClientSwitch when another client is active (its rows could mix) or a transaction is
    open (half of it would have run elsewhere). Entering the same client again is harmless.
    """
    present = _client.get()
    if present is not None and present.pk == client.pk and present.schema_name == client.schema_name:
        yield client
        return
    if present is not None:
        raise ClientSwitch(f"Client {present.pk} is active; leave it before entering client {client.pk}.")
    if not client.schema_name or client.schema_name == PUBLIC:
        raise NoClient(f"Client {client.pk} has no schema of its own.")
    if in_transaction():
        raise ClientSwitch("A transaction is open; enter the client first, then open the transaction.")
    token = _client.set(client)
    try:
        yield client
    finally:
        _client.reset(token)
