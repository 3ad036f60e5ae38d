"""The connectors there are: what stands under `integrations/connectors/`."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from integrations import connectors
from integrations.http import Http
from integrations.http.outcome import by_number
from integrations.manifest import Manifest
from tenants.errors import Refused


@cache
def _found() -> dict[str, Manifest]:
    slugs = sorted(module.name for module in pkgutil.iter_modules(connectors.__path__) if module.ispkg)
    found = {slug: import_module(f"{connectors.__name__}.{slug}.manifest").MANIFEST for slug in slugs}
    for slug, manifest in found.items():
        if manifest.slug != slug:
            raise ImportError(f"The folder {slug} declares the connector {manifest.slug}.")
    return found


def all() -> tuple[Manifest, ...]:
    """Every connector's manifest, by slug."""
    return tuple(_found().values())


def get(slug: str) -> Manifest:
    """One manifest. Raises Refused `unknown_connector`."""
    try:
        return _found()[slug]
    except KeyError:
        sentence = _("There is no connector “%(slug)s”.") % {"slug": slug}
        raise Refused(sentence, code="unknown_connector") from None


def is_http(slug: str) -> bool:
    """Has it a client that calls by HTTP? (Mail has none: `integrations.mail` sends it.)"""
    return bool(get(slug).base_url)


def bind(
    slug: str,
    values: Mapping[str, str],
    *,
    connection_id: int | UUID | None = None,
    stamp: str = "",
    by_agency: bool = False,
) -> Any:
    """A client of the connector that carries these credentials; they cannot be read back from it.

    Each `client.py` names its class `CLIENT` and offers `auth(values)`, and `judge` where the
    service says more in its answers than by their number; one that calls by other ways than HTTP
    has no base address and offers `CLIENT.bound(values)`. Raises Refused
    `missing_credentials` (naming them) or `unknown_connector`.
    """
    manifest = get(slug)
    if missing := manifest.missing(values):
        sentence = _("%(title)s needs: %(names)s.") % {"title": manifest.title, "names": ", ".join(missing)}
        raise Refused(sentence, code="missing_credentials")
    module = import_module(f"{connectors.__name__}.{slug}.client")
    if not manifest.base_url:
        return module.CLIENT.bound(values)
    http = Http(
        manifest,
        module.auth(values),
        connection_id=connection_id,
        guarded=manifest.guarded,
        values=_plain(manifest, values),
        given={name for name, value in values.items() if value},
        stamp=stamp,
        by_agency=by_agency,
        judge=getattr(module, "judge", by_number),
    )
    return module.CLIENT(http)


def _plain(manifest: Manifest, values: Mapping[str, str]) -> dict[str, str]:
    """What may be seen: addresses, names and choices, never secrets."""
    plain = {credential.name for credential in manifest.credentials if credential.kind != "secret"}
    return {name: value for name, value in values.items() if name in plain}
