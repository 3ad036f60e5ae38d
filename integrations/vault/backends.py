"""Where values come from: our own tables, or another store named by `VAULT_BACKEND`."""

from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.models import Connection, Secret
from integrations.vault.sealing import Forged
from integrations.vault.sensitive import Sensitive
from tenants.errors import Refused


class Backend(Protocol):
    """A store of values. `fetch` raises Refused `secret_missing`."""

    def names(self, connection: Connection) -> set[str]: ...
    def fetch(self, connection: Connection, name: str) -> Sensitive[str]: ...


class BuiltIn:
    """The client's own tables."""

    def names(self, connection: Connection) -> set[str]:
        # By the relation, so that whoever lists many connections can fetch all their names at once.
        return {row.name for row in connection.secrets.all()}

    def fetch(self, connection: Connection, name: str) -> Sensitive[str]:
        from integrations.vault.store import open_row

        row = Secret.objects.named(connection, name).select_related("key", "connection").first()
        if row is None:
            raise missing(name)
        try:
            return open_row(row)
        except Forged:
            sentence = _("The stored value of %(name)s was not sealed here, for this place: enter it again.")
            raise Refused(sentence % {"name": name}, code="secret_forged") from None


def chosen() -> Backend:
    """The back end of this installation."""
    if settings.VAULT_BACKEND == "infisical":
        return cast(Backend, import_module("integrations.vault.infisical").backend())
    return BuiltIn()


def missing(name: str) -> Refused:
    return Refused(_("%(name)s is not set: enter it on the integrations page.") % {"name": name}, code="secret_missing")
