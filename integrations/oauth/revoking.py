"""Giving consent back: tokens (RFC 7009), or the whole application where the service has a way of its own.

A service that cannot be reached does not keep anybody from disconnecting; the person hears what
stays valid there, and until when.
"""

from enum import StrEnum
from http import HTTPStatus
from types import ModuleType

import structlog
from django.utils.translation import gettext as _

from integrations import connections, registry, vault
from integrations.errors import Problem
from integrations.manifest import Manifest
from integrations.models import Connection
from integrations.oauth import application
from tenants import context

log = structlog.get_logger(__name__)


class Ending(StrEnum):
    """What became of the access at the service."""

    GIVEN_BACK = "given_back"
    NOT_TOLD = "not_told"
    STAYS = "stays"


def promise(row: Connection) -> str:
    """What disconnecting will do, said before."""
    manifest, title = registry.get(row.connector), {"title": registry.get(row.connector).title}
    if not _consented(manifest, row):
        return _("The values are deleted here. %(title)s goes on accepting them until you delete them there.") % title
    sentence = _("The values are deleted here, and consent is given back to %(title)s.") % title
    means = application.spec_of(manifest).revoked
    return f"{sentence} {means}" if means else sentence


def told(ending: Ending, title: str) -> str:
    """What became of it, said after."""
    return {
        Ending.GIVEN_BACK: _("%(title)s is disconnected: its values are deleted, and consent was given back."),
        Ending.NOT_TOLD: _(
            "%(title)s is disconnected and its values are deleted here, but it could not be told: "
            "remove our access there yourself."
        ),
        Ending.STAYS: _("%(title)s is disconnected, and its values are deleted here. Delete them there as well."),
    }[ending] % {"title": title}


def revoke(row: Connection) -> Ending:
    """Tell the service that we are gone."""
    manifest = registry.get(row.connector)
    consented = _consented(manifest, row)
    try:
        if consented and application.spec_of(manifest).revoke_url:
            _give_tokens_back(manifest, row)
        elif special := application.special(manifest):
            _leave(special, row, consented=consented)
    except Problem as problem:
        log.warning("token_not_revoked", connector=row.connector, code=problem.code)
        if consented:
            return Ending.GIVEN_BACK if _is_over(problem) else Ending.NOT_TOLD
    return Ending.GIVEN_BACK if consented else Ending.STAYS


def _is_over(problem: Problem) -> bool:
    """Did the service itself say that the tokens count no more?"""
    return problem.code == "invalid_grant" or getattr(problem, "status", 0) == HTTPStatus.UNAUTHORIZED


def _consented(manifest: Manifest, row: Connection) -> bool:
    """Did the values come by consent, and is there a way to give it back?"""
    spec, special = manifest.oauth, application.special(manifest)
    if spec is None or not (row.consent is not None or spec.refresh_name in vault.names(row)):
        return False
    return bool(spec.revoke_url) or hasattr(special, "give_back")


def _give_tokens_back(manifest: Manifest, row: Connection) -> None:
    spec, present = application.spec_of(manifest), vault.names(row)
    ways = (("refresh_token", spec.refresh_name), ("access_token", spec.access_name))
    hint, name = next((way for way in ways if way[1] in present), ways[0])
    app = application.application(manifest, row)
    http, path, proof = application.endpoint(manifest, spec.revoke_url, row.config, app)
    token = vault.read(row, name, why="revoke").reveal()
    http.post(path, form={"token": token, "token_type_hint": hint, **proof}, repeatable=True)


def _leave(special: ModuleType, row: Connection, *, consented: bool) -> None:
    """By the connector's own way: everything given back, or at least what we set up there taken down."""
    act = getattr(special, "give_back" if consented else "tidy", None)
    if act is not None:
        act(connections.bound_to(row, why="revoke"), context.current().url(f"/hooks/{row.connector}/{row.pk}/"))
