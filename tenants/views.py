"""Doors of the ground layer: health, staff tickets."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenants import sessions, tickets
from tenants.access import Verb
from tenants.doors import open_door, staff_door
from tenants.errors import Refused
from tenants.models import Client


@open_door("a probe asks whether the process lives; it answers nothing else")
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@staff_door(Verb.VIEW)
@require_POST
def issue_ticket(request: HttpRequest, client_id: int) -> HttpResponse:
    """Send a staff person on to a client's host with a ticket."""
    client = get_object_or_404(Client.objects.running(), pk=client_id)
    try:
        secret = tickets.issue(client, to=request.user)  # type: ignore[arg-type]
    except Refused as problem:
        messages.error(request, problem.sentence)
        return redirect("admin:index")
    return HttpResponseRedirect(client.url(reverse("enter", urlconf="config.urls", args=(secret,))))


@open_door("the ticket in the address is the key: single use, one minute, one client")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Turn a ticket into a visit of a few hours on this client's host.

    Looking shows one button and uses nothing up, so that a preview of the link cannot spend the ticket.
    """
    client: Client | None = request.client  # type: ignore[attr-defined]
    if client is None:
        raise Http404
    if request.method != "POST":
        if not tickets.is_usable(client, secret):
            raise Http404
        return render(request, "account/visit.html", {"hours": sessions.VISIT.seconds // 3600})
    user = tickets.redeem(client, secret)
    if user is None:
        raise Http404
    login(request, user, backend="tenants.sign_in.HostBackend")
    sessions.open_visit(request)
    messages.info(request, _("You are visiting as staff. Everything you do here is on record."))
    return redirect("/")
