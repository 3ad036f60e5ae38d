"""What an automation would have done over past days: asked for here, made by a job, shown day by day."""

import csv
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from automations import services
from automations.base import Automation
from automations.models import Simulation
from automations.simulation import Report
from surfaces.web.client import automation_facts, simulation_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.simulation_facts import Days
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused

LISTED = 10


@client_door(Verb.VIEW)
@require_safe
def simulations(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the days, and the simulations there are."""
    found = automation_facts.offered_or_404(client_of(request), slug)
    return _page(request, found, Days.usual(clock.today(client_of(request))))


@client_door(Verb.OPERATE)
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a simulation of the posted days to a job, with the automation's stored parameters."""
    found, form = automation_facts.offered_or_404(client_of(request), slug), Days(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        made = services.request_simulation(
            slug, form.cleaned_data["first"], form.cleaned_data["last"], by=person_of(request)
        )
    except Refused as problem:
        return _page(request, found, form, problem=problem.sentence, status=409)
    return redirect("simulation", slug=slug, simulation_id=made.pk)


@client_door(Verb.VIEW)
@require_safe
def simulation(request: HttpRequest, slug: str, simulation_id: UUID) -> HttpResponse:
    """One simulation: how far it is, then what it found. Asks again by itself until it is done."""
    automation = automation_facts.offered_or_404(client_of(request), slug)
    found = get_object_or_404(Simulation.objects.of(slug), pk=simulation_id)
    shown = simulation_facts.shown(found, automation, client_of(request))
    context = {"automation": automation, "found": found, "shown": shown}
    return show(request, "client/simulation.html", context, part="client/_simulation.html")


@client_door(Verb.VIEW)
@require_safe
def table(request: HttpRequest, slug: str, simulation_id: UUID) -> HttpResponse:
    """The figures of every day as CSV."""
    automation_facts.offered_or_404(client_of(request), slug)
    found = get_object_or_404(Simulation.objects.of(slug).exclude(result=None), pk=simulation_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{found.first}-{found.last}.csv"'
    csv.writer(response).writerows(Report.read(found.result or {}).table())
    return response


def _page(request: HttpRequest, found: Automation, form: Days, *, problem: str = "", status: int = 200) -> HttpResponse:
    made = Simulation.objects.of(found.slug).newest_first()[:LISTED]
    context = {"automation": found, "form": form, "made": made, "problem": problem}
    return show(request, "client/simulations.html", context, status=status)
