"""The one door for webhooks: `/hooks/<connector>/<connection>/` on the client's host.

Beside it, on the agency's own host, the one address that Shopify has for an application's questions of law.
"""

from collections.abc import Callable
from math import ceil

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from integrations.errors import Refused
from integrations.hooks import receiving, throttle
from integrations.hooks.contract import Incoming
from integrations.models import Connection
from integrations.sync import compliance
from surfaces.web.client.frame import client_of
from tenants.doors import open_door

log = structlog.get_logger(__name__)
NO_CONNECTION = 0
NOT_HERE = frozenset({"unknown_connector", "no_webhooks", "no_challenge"})


@open_door("services prove themselves by the signature over the raw body, checked before anything is read")
@csrf_exempt
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, connector: str, connection_id: int) -> HttpResponse:
    """Take a delivery in and say so at once; a GET is a service that makes sure of the address."""
    row = receiving.connection_of(connector, connection_id)
    if row is None:
        raise Http404

    def take() -> HttpResponse:
        if request.method == "GET":
            return HttpResponse(receiving.challenge(row, _incoming(request, row)), content_type="text/plain")
        receiving.receive(row, _incoming(request, row))
        return HttpResponse(status=200)

    return _answered(request, connector, row.pk, take)


@open_door("Shopify proves itself by the signature of the agency's application over the raw body")
@csrf_exempt
@require_POST
def comply(request: HttpRequest) -> HttpResponse:
    """On the agency's own host: questions of law about every shop that uses the agency's application."""

    def take() -> HttpResponse:
        headers = receiving.headers_of(request.headers)
        compliance.receive(Incoming(request.build_absolute_uri(), headers, request.body))
        return HttpResponse(status=200)

    return _answered(request, "shopify", NO_CONNECTION, take)


def _answered(
    request: HttpRequest, connector: str, connection_id: int, take: Callable[[], HttpResponse]
) -> HttpResponse:
    """What `take` answers, or why nothing was taken; who is refused too often waits."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if wait_s := throttle.wait_s(connection_id, address):
        return HttpResponse(status=429, headers={"Retry-After": str(ceil(wait_s))})
    try:
        return take()
    except RequestDataTooBig:
        return HttpResponse(status=413)
    except Refused as problem:
        if problem.code in NOT_HERE:
            raise Http404 from None
        throttle.refused(connection_id, address)
        log.warning("delivery_refused", connector=connector, connection=connection_id, code=problem.code)
        return HttpResponse(status=401)


def _incoming(request: HttpRequest, row: Connection) -> Incoming:
    return Incoming(
        url=client_of(request).url(request.get_full_path()),
        headers=receiving.headers_of(request.headers),
        body=request.body,
        query=request.GET.dict(),
        config={name: str(value) for name, value in row.config.items()},
    )
