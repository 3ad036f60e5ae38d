"""What runs without asking, what that trust rests on, and the person's word on widening it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from automations.models import EarnedLimit
from automations.services import trusting
from surfaces.web.client import autopilot_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.saying import say_done
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door


@client_door(Verb.VIEW)
@require_safe
def autopilot(request: HttpRequest) -> HttpResponse:
    """The share of work that needed nobody, and the record of each automation."""
    now, client = clock.now(), client_of(request)
    found = autopilot_facts.shares(now)
    context = {
        "now": now,
        "share": autopilot_facts.together(found, now),
        "goal": autopilot_facts.GOAL,
        "rows": autopilot_facts.rows(client, found, now),
        "may_manage": request.standing.may(Verb.MANAGE),  # type: ignore[attr-defined]
    }
    return show(request, "client/autopilot.html", context)


@client_door(Verb.MANAGE)
@require_POST
def decide(request: HttpRequest, limit_id: int) -> HttpResponse:
    """Ratify (`verdict`: ratify) or decline a proposal of wider limits."""
    row = get_object_or_404(EarnedLimit, pk=limit_id)
    verdict = request.POST.get("verdict")
    if verdict == "ratify":
        say_done(request, partial(trusting.ratify, row, by=person_of(request)), _("These limits hold from now on."))
    elif verdict == "decline":
        say_done(request, partial(trusting.decline, row, by=person_of(request)), _("The limits stay as they are."))
    else:
        messages.error(request, _("Say yes or no to the proposal; nothing was changed."))
    return redirect("autopilot")


@client_door(Verb.DECIDE)
@require_POST
def withdraw(request: HttpRequest, limit_id: int) -> HttpResponse:
    """Take earned limits back at once."""
    row = get_object_or_404(EarnedLimit, pk=limit_id)
    say_done(request, partial(trusting.withdraw, row, by=person_of(request)), _("It asks as at first from now on."))
    return redirect("autopilot")
