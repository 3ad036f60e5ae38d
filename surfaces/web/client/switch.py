"""The client's kill switch: everything stops at once, and goes on when somebody says so."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from surfaces.web.client.frame import client_of, person_of
from surfaces.web.preferences import here
from tenants import switches
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused


@client_door(Verb.MANAGE)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Pause (`paused`: 1) or resume (0) this client."""
    client, person, wanted = client_of(request), person_of(request), request.POST.get("paused")
    try:
        if wanted == "1":
            switches.pause(client, by=person)
            messages.warning(request, _("Everything is paused. Nothing leaves until somebody resumes."))
        elif wanted == "0":
            switches.resume(client, by=person)
            _say_resumed(request)
        else:
            messages.error(request, _("Choose to pause or to resume; nothing was changed."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(here(request))


def _say_resumed(request: HttpRequest) -> None:
    if switches.paused(client_of(request)):
        messages.warning(request, _("Resumed here, but the agency has paused all clients: nothing leaves yet."))
    else:
        messages.success(request, _("Resumed. What was due is checked again before it happens."))
