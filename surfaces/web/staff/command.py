"""The command centre: what needs staff now, across all clients. Every figure is measured here and now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Job
from reviews.models import Review
from surfaces.web.staff import figures, pressures, visits
from tenants import access, clock
from tenants.access import Verb
from tenants.doors import staff_door

SHOWN = 6


@staff_door(Verb.VIEW)
@require_safe
def command_centre(request: HttpRequest) -> HttpResponse:
    """Strip, matrix, decisions and dead letters, in a number of queries that no client adds to."""
    now = clock.now()
    matrix = pressures.matrix(now, wanted=request.GET.get("client", ""), page=request.GET.get("page", "1"))
    waiting = Review.objects.for_inbox().waiting().soonest_first()[:SHOWN]
    context = {
        "now": now,
        "strip": figures.strip(now, matrix),
        "matrix": matrix,
        "page": {"object_list": list(waiting)},
        "dead": Job.objects.dead()[:SHOWN],
        "may_decide": access.allows(request.user, None, Verb.DECIDE),  # type: ignore[arg-type]
        "brief": True,
    }
    response = render(request, "staff/command.html", context)
    # The button that opens a client's pages is answered with a redirect to that client's host.
    response._csp_update = {"form-action": visits.origins()}  # type: ignore[attr-defined]
    return response
