"""What a connector says about itself: whom it reaches, with which credentials, how often, by which contract."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused

Kind = Literal["secret", "text", "url", "choice"]
UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Credential:
    """One value a client enters. `name` is written like a variable (`KLAVIYO_API_KEY`)."""

    name: str
    label: str | Promise
    kind: Kind = "secret"
    help: str | Promise = ""
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class OAuthSpec:
    """Where and how a person consents. The tokens are kept under `access_name` and `refresh_name`.

    The endpoints may hold `{NAME}` of a credential, as a shop's own address does. `token_auth`:
    the application proves itself by HTTP Basic or in the form's body. `revoked`: what giving consent
    back means there, beyond its tokens.
    """

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    access_name: str
    refresh_name: str
    client_id_name: str
    client_secret_name: str
    revoke_url: str = ""
    revoked: str | Promise = ""
    pkce: bool = True
    token_auth: Literal["basic", "body"] = "body"  # noqa: S105  a place, no secret
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rate:
    """How often one client may call; `burst` calls may come at once. Source: `docs` of the manifest."""

    per_s: float | None = None
    per_minute: float | None = None
    burst: int = 0


@dataclass(frozen=True)
class Method:
    """One method of the client: the file of the contract it is tested against, or why there is none."""

    name: str
    source: str
    spec: str = UNVERIFIED


@dataclass(frozen=True)
class Manifest:
    """A connector's declaration. `base_url` may hold `{NAME}` of a text or url credential.

    `guarded`: the client supplies the host, so every address is checked before it is reached.
    `alternatives`: groups of names of which one must be set. `key_header`: the header that makes a
    repeated call harmless, where the service has one. `note`: what an owner should know of the service.
    """

    slug: str
    title: str
    level: Literal["client", "platform"]
    version: str
    base_url: str
    credentials: tuple[Credential, ...]
    setup_url: str
    docs: str
    methods: tuple[Method, ...] = ()
    oauth: OAuthSpec | None = None
    rate: Rate = Rate()
    guarded: bool = False
    key_header: str = ""
    other_bases: Mapping[str, str] = field(default_factory=dict)
    alternatives: tuple[tuple[str, ...], ...] = ()
    note: str | Promise = ""

    def required(self) -> tuple[str, ...]:
        """The names without which nothing can be called."""
        return tuple(credential.name for credential in self.credentials if credential.required)

    def missing(self, values: Mapping[str, str]) -> list[str]:
        """What still has to be entered; of alternatives all are named in one entry, `A | B`."""
        missing = [name for name in self.required() if not values.get(name)]
        groups = [group for group in self.alternatives if not any(values.get(name) for name in group)]
        return [*missing, *(" | ".join(group) for group in groups)]

    def override(self, host: str = "") -> str:
        """The address set by `<SLUG>_API_BASE` (`<SLUG>_<HOST>_API_BASE` for another host), or "".

        Raises Refused `bad_api_base`: plain http only reaches this machine, in development.
        """
        name = "_".join(part for part in (self.slug.upper(), host.upper(), "API_BASE") if part)
        base = os.environ.get(name, "").rstrip("/")
        if base and not _may_be_called(base):
            raise Refused(_("%(name)s must be an https address.") % {"name": name}, code="bad_api_base")
        return base

    def base(self, values: Mapping[str, str], host: str = "") -> str:
        """The address calls start with, e.g. `https://a.klaviyo.com`, filled with the client's values."""
        template = self.other_bases[host] if host else self.base_url
        plain = {name: value.rstrip("/") for name, value in values.items()}
        return self.override(host) or template.format_map(plain).rstrip("/")


def _may_be_called(base: str) -> bool:
    parts = urlsplit(base)
    if parts.scheme == "https":
        return bool(parts.hostname)
    development = settings.DEBUG or getattr(settings, "TESTING", False) or getattr(settings, "DEVELOPMENT", False)
    return parts.scheme == "http" and development and is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """Is it this machine? Only `localhost` and plain addresses count, no name that would be looked up."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
