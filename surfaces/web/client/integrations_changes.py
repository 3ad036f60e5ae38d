"""Connecting a service by its values, trying it, and letting go of it. Secrets go in and never come back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from integrations import connections, registry
from integrations.connections import Status, changing
from integrations.errors import Problem
from integrations.models import Connection
from integrations.oauth import revoking
from integrations.oauth.revoking import Ending
from surfaces.web.client import integrations_facts as facts
from surfaces.web.client.frame import person_of
from surfaces.web.client.integrations import one
from tenants.access import Verb
from tenants.doors import client_door


@client_door(Verb.MANAGE)
@sensitive_post_parameters()
@never_cache
@require_POST
@sensitive_variables("typed")
def save(request: HttpRequest, connector: str) -> HttpResponse:
    """Keep what was entered, and try it at once; a value that cannot be right is told on the page."""
    _known(connector)
    names = [credential.name for credential in changing.fields(registry.get(connector))]
    typed = {name: str(request.POST.get(name, "")) for name in names}
    if not any(value.strip() for value in typed.values()):
        return one(request, connector, problem=_("Nothing was entered; nothing was changed."), status=422)
    try:
        connections.configure(connector, typed, by=person_of(request))
    except Problem as problem:
        return one(request, connector, typed=typed, problem=str(problem.sentence), status=422)
    _say_tested(request, connector)
    return redirect("integration", connector=connector)


@client_door(Verb.MANAGE)
@require_POST
def test(request: HttpRequest, connector: str) -> HttpResponse:
    """Ask the service now."""
    _known(connector)
    if connections.status(connector).by_agency:
        messages.info(request, _("The agency's own account serves you here, and the agency tests it."))
    else:
        _say_tested(request, connector)
    return redirect("integration", connector=connector)


@client_door(Verb.MANAGE)
@require_POST
def disconnect(request: HttpRequest, connector: str) -> HttpResponse:
    """Forget the values, once that was confirmed."""
    _known(connector)
    title = registry.get(connector).title
    if request.POST.get("confirm") != "1":
        messages.warning(request, _("Tick that you mean it; nothing was changed."))
        return redirect("integration", connector=connector)
    try:
        gone = connections.disconnect(connector, by=person_of(request))
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect("integration", connector=connector)
    if gone:
        say = messages.warning if gone is Ending.NOT_TOLD else messages.success
        say(request, revoking.told(gone, title))
    else:
        messages.info(request, _("%(title)s was not connected; nothing was changed.") % {"title": title})
    return redirect("integrations")


def _known(connector: str) -> None:
    if not facts.is_shown(connector):
        raise Http404


def _say_tested(request: HttpRequest, connector: str) -> None:
    try:
        found = connections.test(connector)
    except Problem as problem:
        messages.error(request, problem.sentence)
        return
    if found.works and not _was_away(found):
        messages.success(request, _("%(title)s answers: it is connected.") % {"title": found.title})
    elif found.state == Connection.State.BROKEN:
        messages.error(request, found.sentence)
    else:
        messages.warning(request, found.sentence)


def _was_away(found: Status) -> bool:
    """A test that reached nobody leaves the state as it was, and says so in its sentence."""
    return bool(found.sentence)
