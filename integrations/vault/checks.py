"""Nothing starts with a key that does not open what is stored."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.db import DatabaseError

from integrations.vault import census, keys, masters


@register(Tags.database)
def keys_open(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Try every client's data key. A database without our tables yet has nothing to open."""
    if not databases:
        return []
    try:
        stored = list(census.wrapped())
    except DatabaseError:
        return []
    for row in stored:
        try:
            keys.opened(row.wrapped, row.master_version, keys.place(row.client_id, str(row.key_id)))
        except masters.KeyLost as lost:
            return [
                Error(
                    f"The vault does not open for client {row.client_id}.", hint=lost.sentence, id="integrations.E001"
                )
            ]
    return []


@register(Tags.security, deploy=True)
def own_keys(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A key that lies beside the data it protects is for one machine and for trying out."""
    if settings.VAULT_KEYS:
        return []
    hint = "Set VAULT_KEYS in the environment, from a secret store that is backed up apart from the database."
    return [Error("VAULT_KEYS is not set.", hint=hint, id="integrations.E002")]


def refuse_to_start() -> None:
    """End this process with the sentence where the stored secrets do not open; every server process asks."""
    found = [each for each in run_checks(tags=[Tags.database], databases=["default"]) if each.id == "integrations.E001"]
    if found:
        # Celery goes on after any other exception of a process that is being set up.
        raise SystemExit("\n".join(f"{each.msg} {each.hint}" for each in found))
