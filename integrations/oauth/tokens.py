"""Asking a service's token endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Refused
from integrations.manifest import Manifest
from integrations.oauth import application, states
from integrations.oauth.application import Application
from tenants import clock


@dataclass(frozen=True)
class Tokens:
    """By the connector's own names, and until when the access token counts (None: it does not end)."""

    values: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None


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
    seconds = body.get("expires_in")
    if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0:
        return Tokens(values, clock.now() + timedelta(seconds=min(seconds, 10**9)))
    return Tokens(values, None)


def _refused(manifest: Manifest, code: str) -> Refused:
    return Refused(
        _("%(title)s did not accept our request for access: connect it again.") % {"title": manifest.title}, code=code
    )
