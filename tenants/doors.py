"""Doors: every view wears exactly one, and the inventory reads it.

A client's pages say nothing to outsiders: what they may not see answers like what does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants import access, tokens
from tenants.access import Verb
from tenants.problems import problem

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Door:
    """Who may come in: `kind` is client, staff, token or open; `needs` the verb, the scope, or why it is open."""

    kind: str
    needs: str


def client_door(verb: Verb) -> Callable[[View], View]:
    """A page on a client's host, for its members and visiting staff who may do `verb`."""
    return _door("client", verb)


def staff_door(verb: Verb) -> Callable[[View], View]:
    """A page on the agency's host, for staff who may do `verb`."""
    return _door("staff", verb)


def token_door(scope: str) -> Callable[[View], View]:
    """An address on a client's host for programs that hold a token of this client with `scope`.

    A cookie counts for nothing here, so no page elsewhere can post in somebody's name.
    """

    def wear(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            client = request.client  # type: ignore[attr-defined]
            if client is None:
                raise Http404
            scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
            token = tokens.find(client, secret.strip()) if scheme.lower() == "bearer" else None
            if token is None:
                return problem(401, "no_token", _("Send a valid token of this client as `Authorization: Bearer`."))
            if scope not in token.scopes:
                return problem(403, "no_scope", _("This token lacks the scope “%(scope)s”.") % {"scope": scope})
            if seconds := tokens.wait_s(token):
                return problem(429, "too_many", _("Too many calls. Wait a minute."), retry_after_s=seconds)
            request.token = token  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.door = Door("token", scope)  # type: ignore[attr-defined]
        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return guarded

    return wear


def open_door(reason: str) -> Callable[[View], View]:
    """A page for everybody; `reason` says why that is right."""

    def wear(view: View) -> View:
        view.door = Door("open", reason)  # type: ignore[attr-defined]
        return view

    return wear


def _door(kind: str, verb: Verb) -> Callable[[View], View]:
    def wear(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            client = request.client  # type: ignore[attr-defined]
            if (client is None) != (kind == "staff"):
                raise Http404
            user: Any = request.user
            if not user.is_authenticated:
                return sign_in_first(request)
            standing = getattr(request, "standing", None) or access.standing(user, client)
            if not standing.may(Verb.VIEW):
                raise Http404
            if not standing.may(verb):
                raise PermissionDenied
            request.standing = standing  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.door = Door(kind, verb.value)  # type: ignore[attr-defined]
        return guarded

    return wear


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a swapped-in part makes the whole page go there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("account_login")})
    return redirect_to_login(request.get_full_path())
