"""Our application at a service: its id and secret, its endpoints, what is special about it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from urllib.parse import urlsplit

from authlib.oauth2.auth import encode_client_secret_basic
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations import connectors, vault
from integrations.connections import agency
from integrations.http import Http
from integrations.http.auth import Header, NoAuth
from integrations.manifest import Manifest, OAuthSpec
from integrations.models import Connection
from integrations.vault import Sensitive
from tenants.errors import Refused

CALLBACK = "/oauth/callback/"


@dataclass(frozen=True)
class Application:
    """What the service knows us by."""

    id: str
    secret: Sensitive[str]


def spec_of(manifest: Manifest) -> OAuthSpec:
    """How the connector is consented to. Raises Refused `no_oauth`."""
    if manifest.oauth is None:
        sentence = _("%(title)s is connected by entering its values, not by consent.")
        raise Refused(sentence % {"title": manifest.title}, code="no_oauth")
    return manifest.oauth


def application(manifest: Manifest, row: Connection | None = None) -> Application:
    """The client's own application, else the agency's, else the environment's. Raises Refused `no_application`."""
    spec = spec_of(manifest)
    own = _kept(spec, row) if row else None
    found = own or agency.at_agency(lambda: _kept(spec, Connection.objects.to(manifest.slug).first()))
    if found is None:
        identity, secret = os.environ.get(spec.client_id_name, ""), os.environ.get(spec.client_secret_name, "")
        found = Application(identity, Sensitive(secret)) if identity and secret else None
    if found is None:
        names = f"{spec.client_id_name}, {spec.client_secret_name}"
        sentence = _("The agency has no application at %(title)s yet: %(names)s missing.")
        raise Refused(sentence % {"title": manifest.title, "names": names}, code="no_application")
    return found


def _kept(spec: OAuthSpec, row: Connection | None) -> Application | None:
    if row is None or not row.config.get(spec.client_id_name) or spec.client_secret_name not in vault.names(row):
        return None
    return Application(row.config[spec.client_id_name], vault.read(row, spec.client_secret_name, why="oauth"))


def callback_url() -> str:
    """Where every service sends people back to: one address, on the agency's own host."""
    return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}{settings.PUBLIC_PORT}{CALLBACK}"


def authorize_url(manifest: Manifest, values: Mapping[str, str]) -> str:
    """Where people are sent: the manifest's address, which may hold a shop's own, or where it is played."""
    url, base = spec_of(manifest).authorize_url.format_map(values), _moved(manifest)
    return f"{base}{urlsplit(url).path}" if base else url


def _moved(manifest: Manifest) -> str:
    """`<SLUG>_OAUTH_API_BASE` moves the endpoints of consent, else `<SLUG>_API_BASE` does with all calls."""
    return manifest.override("oauth") or manifest.override()


def endpoint(
    manifest: Manifest, url: str, values: Mapping[str, str], app: Application
) -> tuple[Http, str, dict[str, str]]:
    """A client for a token endpoint, the path there, and what proves in the form that it is us."""
    spec, parts = spec_of(manifest), urlsplit(url.format_map(values))
    base = _moved(manifest) or f"{parts.scheme}://{parts.netloc}"
    there = replace(manifest, other_bases={"oauth": base}, key_header="")
    if spec.token_auth == "body":  # noqa: S105  (no password)
        hidden = NoAuth(app.secret.reveal())
        return (
            Http(there, hidden, values=values, host="oauth"),
            parts.path,
            {"client_id": app.id, "client_secret": app.secret.reveal()},
        )
    return Http(there, _basic(app), values=values, host="oauth"), parts.path, {}


def _basic(app: Application) -> Header:
    headers: dict[str, str] = {}
    client = type("Client", (), {"client_id": app.id, "client_secret": app.secret.reveal()})
    encode_client_secret_basic(client, "POST", "", headers, "")
    return Header("Authorization", headers["Authorization"])


def special(manifest: Manifest) -> ModuleType | None:
    """The connector's own `oauth.py`, where it has rules beyond the standard.

    It may offer `SCOPE_SEPARATOR`, `included(rights)` (with all that these include), `check_values(values)`
    and `check_return(params, secret, values)`, both raising Refused. Where the service has no endpoint
    for giving tokens back, `give_back(client, address)` ends a consent in its own way; `tidy(client, address)`
    takes down what we set up with a key that somebody entered, such as deliveries to our `address`.
    """
    name = f"{connectors.__name__}.{manifest.slug}.oauth"
    return import_module(name) if find_spec(name) else None
