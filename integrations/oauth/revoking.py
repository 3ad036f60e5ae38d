"""Giving tokens back (RFC 7009)."""

import structlog

from integrations import registry, vault
from integrations.errors import Problem
from integrations.models import Connection
from integrations.oauth import application

log = structlog.get_logger(__name__)


def revoke(row: Connection) -> bool:
    """Tell the service that the tokens count no more; True when it took note.

    A service that cannot be reached does not keep anybody from disconnecting: what is left there
    ends by itself, and the log says so.
    """
    manifest = registry.get(row.connector)
    spec, present = manifest.oauth, vault.names(row)
    if spec is None or not spec.revoke_url:
        return False
    name = next((each for each in (spec.refresh_name, spec.access_name) if each in present), None)
    if name is None:
        return False
    try:
        app = application.application(manifest, row)
        http, path, proof = application.endpoint(manifest, spec.revoke_url, row.config, app)
        http.post(path, form={"token": vault.read(row, name, why="revoke").reveal(), **proof}, repeatable=True)
    except Problem as problem:
        log.warning("token_not_revoked", connector=row.connector, code=problem.code)
        return False
    return True
