"""One run from the reading that started it to what is known of its effect."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from automations import services
from automations.models import Action, Run
from surfaces.web.client import trace_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.home_facts import orders_seen
from surfaces.web.client.run_facts import run_rows
from surfaces.web.preferences import here
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused


@client_door(Verb.VIEW)
@require_safe
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Every step with its source and time, and every action with what became of it."""
    found = get_object_or_404(Run, pk=run_id)
    row = run_rows([found], orders_seen())[0]
    state = request.GET.get("state", "")
    state = state if state in Action.State.values else ""
    context = {
        "run": found,
        "row": row,
        "steps": trace_facts.steps(found),
        "page": trace_facts.actions(found, request.GET.get("page", "1"), state),
        "choices": trace_facts.choices(row.tally, state),
        "query": f"state={state}" if state else "",
        "facts": trace_facts.facts(found, client_of(request)),
        "costs": trace_facts.costs(found),
        "open_actions": row.tally.of(Action.State.PLANNED, Action.State.WAITING, Action.State.RELEASED),
    }
    return show(request, "client/run.html", context, part="client/_run.html")


@client_door(Verb.OPERATE)
@require_POST
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Call off everything of the run that has not left yet."""
    found = get_object_or_404(Run, pk=run_id)
    try:
        count = services.cancel_run(found, by=person_of(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        said = ngettext("%(n)d action was called off.", "%(n)d actions were called off.", count) % {"n": count}
        messages.success(request, said)
    return redirect("run", run_id=run_id)


@client_door(Verb.OPERATE)
@require_POST
def resolve(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """A person has looked whether an action happened (`happened`: yes or no)."""
    action = get_object_or_404(Action.objects.select_related("run"), pk=action_id)
    said = request.POST.get("happened")
    if said not in ("yes", "no"):
        messages.error(request, _("Say whether it happened, yes or no; nothing was changed."))
        return redirect("run", run_id=action.run_id)
    try:
        won = services.resolve_unknown(action, said == "yes", person_of(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        _say_settled(request, won)
    back = here(request)
    return redirect(back if back != "/" else f"/runs/{action.run_id}/")


def _say_settled(request: HttpRequest, won: bool) -> None:
    if won:
        messages.success(request, _("Noted. It is not repeated by itself."))
    else:
        messages.warning(request, _("Somebody settled this before you; nothing was changed."))
