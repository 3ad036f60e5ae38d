"""One template for the page and for the swap: how a view answers a browser and htmx."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """True for an htmx swap; a boosted link or a restored history entry needs the whole page."""
    headers = request.headers
    whole = headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not whole


def render_part(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    page: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the partial `template`; where `page` is given, a plain request gets that page instead.

    Both answers differ by header alone, so caches are told with `Vary: HX-Request`.
    """
    chosen = template if page is None or wants_part(request) else page
    response = render(request, chosen, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def part_or_redirect(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, to: str
) -> HttpResponse:
    """The answer to a change: the partial for htmx, else a redirect to `to`, so that reload repeats nothing."""
    if wants_part(request):
        return render_part(request, template, context)
    response = HttpResponseRedirect(to)
    patch_vary_headers(response, ["HX-Request"])
    return response
