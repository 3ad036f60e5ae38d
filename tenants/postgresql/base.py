"""A DatabaseWrapper whose schema follows the ContextVar.

django-tenants remembers the schema on the connection, and a connection belongs to a thread;
async work that shares a thread then reads another tenant's rows. Here the connection only
remembers which path it set last, and sets the wanted one before any statement that differs.
Source: docs/decisions/0001-tenant-context.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django_tenants.postgresql_backend import base

from tenants import context
from tenants.embedded import ensure

# Migrations and provisioning name a schema that belongs to no active client:
# (schema, whether the shared tables are visible too).
_explicit: ContextVar[tuple[str, bool] | None] = ContextVar("explicit_schema", default=None)


@contextmanager
def schema(name: str, *, with_public: bool = True) -> Iterator[None]:
    """Run statements in a named schema (migrations and provisioning only)."""
    token = _explicit.set((name, with_public))
    try:
        yield
    finally:
        _explicit.reset(token)


class DatabaseWrapper(base.DatabaseWrapper):
    """`tenant` and `schema_name` are views of the context, never state of the connection."""

    def get_connection_params(self) -> dict[str, Any]:
        """Where no server was named, our own is started or joined at the first use."""
        if not self.settings_dict["HOST"]:
            address = urlsplit(ensure(settings.EMBEDDED_DIR).database_url)
            self.settings_dict.update(
                HOST=address.hostname, PORT=address.port, USER=address.username, PASSWORD=address.password
            )
        params: dict[str, Any] = super().get_connection_params()
        return params

    @property
    def schema_name(self) -> str:
        explicit = _explicit.get()
        return explicit[0] if explicit else context.schema()

    @schema_name.setter
    def schema_name(self, value: str | None) -> None:
        """The base class assigns here in `__init__`; the context decides."""

    @property
    def include_public_schema(self) -> bool:
        explicit = _explicit.get()
        return explicit[1] if explicit else True

    @property
    def tenant(self) -> Any:
        return context.current_or_none() or SimpleNamespace(schema_name=self.schema_name)

    @tenant.setter
    def tenant(self, value: object) -> None:
        """As above: assigning a tenant to a connection is not how one enters it."""

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Public is where a new connection starts; any other client enters by `client.active()`."""
        if tenant.schema_name != context.PUBLIC:
            raise RuntimeError("Use `with client.active():` to enter a client.")

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self.search_path_set_schemas == self._get_cursor_search_paths():
            return
        super()._handle_search_path(cursor)
