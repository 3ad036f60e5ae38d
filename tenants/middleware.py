"""From the host name to the client, its language, and whose session this is."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseNotFound, StreamingHttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from tenants import sessions
from tenants.models import Client
from tenants.problems import problem

Next = Callable[[HttpRequest], HttpResponseBase]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def host_name(request: HttpRequest) -> str:
    """The host name as asked for, lower case, without port; '' when it cannot be one of ours."""
    try:
        raw = request.get_host()
    except DisallowedHost:
        return ""
    name, _port = split_domain_port(raw)
    asked = raw.rpartition(":")[0] if _port else raw
    return "" if asked.endswith(".") else name


def is_public(name: str) -> bool:
    return name == settings.BASE_DOMAIN or (settings.BASE_DOMAIN == "localhost" and name in LOOPBACK)


def client_of(name: str) -> Client | None:
    """The client that answers on a host name, or None; being set up and archived ones do not answer."""
    visible = Client.objects.filter(state__in=(Client.State.ACTIVE, Client.State.SUSPENDED))
    slug, _dot, rest = name.partition(".")
    if rest == settings.BASE_DOMAIN:
        return visible.filter(slug=slug).first()
    return visible.filter(domains__domain=name).first()


class HostMiddleware:
    """Names the client of the request and works in its schema; unknown hosts get a bare 404."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = host_name(request)
        request.client = None  # type: ignore[attr-defined]
        if is_public(name):
            request.urlconf = settings.PUBLIC_URLCONF
            return self.get_response(request)
        client = client_of(name) if name else None
        if client is None:
            return HttpResponseNotFound("Not found", content_type="text/plain")
        request.client = client  # type: ignore[attr-defined]
        # Times are told as they are at the client's place, whoever reads them.
        with client.active(), timezone.override(client.zone):
            # Whoever wants no more messages is heard, whatever became of the sender.
            if client.state == Client.State.SUSPENDED and not request.path.startswith("/unsubscribe/"):
                if request.path.startswith("/api/"):
                    return problem(403, "client_not_active", _("The client is not active."))
                return render(request, "suspended.html", status=403)
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = inside(client, iter(response))
        return response


def inside(client: Client, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Re-enter the client for each piece of a response that is made while it is sent."""
    while True:
        with client.active():
            try:
                chunk = next(chunks)
            except StopIteration:
                return
        yield chunk


class LanguageMiddleware:
    """The person's choice (cookie), else the client's language, else the browser's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        client: Client | None = request.client  # type: ignore[attr-defined]
        known = dict(settings.LANGUAGES)
        if chosen in known:
            language = chosen
        elif client is not None and client.language in known:
            language = client.language
        else:
            language = translation.get_language_from_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class SessionHostMiddleware:
    """A session counts on the host it was made on, for as long as its owner belongs there."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not sessions.belongs(request):
            logout(request)
        return self.get_response(request)
