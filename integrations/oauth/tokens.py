"""Asking a service's token endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Refused
from integrations.manifest import Manifest
from integrations.oauth import application, states
from integrations.oauth.application import Application
from tenants import clock


@dataclass(frozen=True)
class Tokens:
    """By the connector's own names, and until when the access token counts (None: it does not end).

    `rights`: what was granted; None where the service does not say, which means all that was asked for.
    """

    values: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None
    rights: frozenset[str] | None = None


def exchange(manifest: Manifest, values: Mapping[str, str], app: Application, *, code: str, state: str) -> Tokens:
    """A code for tokens, once. Raises Refused, Temporary, Unknown."""
    spec = application.spec_of(manifest)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": application.callback_url()}
    if spec.pkce:
        form["code_verifier"] = states.verifier(state)
    return _asked(manifest, values, app, {**form, **spec.extra})


def renew(manifest: Manifest, values: Mapping[str, str], app: Application, refresh_token: str) -> Tokens:
    """Fresh tokens. Raises Refused `invalid_grant` when the consent is gone, Temporary, Unknown."""
    return _asked(manifest, values, app, {"grant_type": "refresh_token", "refresh_token": refresh_token})


def _asked(manifest: Manifest, values: Mapping[str, str], app: Application, form: dict[str, str]) -> Tokens:
    spec = application.spec_of(manifest)
    http, path, proof = application.endpoint(manifest, spec.token_url, values, app)
    try:
        body = http.post(path, form={**form, **proof}, repeatable=False).object()
    except Refused as problem:
        # The service's own words stay out: they may repeat what we sent.
        code = "invalid_grant" if getattr(problem, "status", 0) in (400, 401) else problem.code
        raise _refused(manifest, code) from None
    return _read(manifest, body)


def _read(manifest: Manifest, body: Mapping[str, Any]) -> Tokens:
    spec, access, refresh = application.spec_of(manifest), body.get("access_token"), body.get("refresh_token")
    if not isinstance(access, str) or not access:
        raise _refused(manifest, "invalid_grant" if body.get("error") == "invalid_grant" else "no_token")
    values = {spec.access_name: access}
    if isinstance(refresh, str) and refresh:
        values[spec.refresh_name] = refresh
    granted = rights(body, application.special(manifest))
    seconds = body.get("expires_in")
    if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0:
        return Tokens(values, clock.now() + timedelta(seconds=min(seconds, 10**9)), granted)
    return Tokens(values, None, granted)


def rights(body: Mapping[str, Any], special: ModuleType | None) -> frozenset[str] | None:
    """What the answer says was granted, with all that it includes; None where it says nothing.

    A text after RFC 6749 (5.1), or a list as HubSpot sends it.
    """
    told = body.get("scope", body.get("scopes"))
    if isinstance(told, str):
        told = told.replace(getattr(special, "SCOPE_SEPARATOR", " "), " ").split()
    if not isinstance(told, list):
        return None
    granted = frozenset(str(each) for each in told)
    return frozenset(special.included(granted)) if special and hasattr(special, "included") else granted


def _refused(manifest: Manifest, code: str) -> Refused:
    return Refused(
        _("%(title)s did not accept our request for access: connect it again.") % {"title": manifest.title}, code=code
    )
