"""The kill switch of all clients: asked twice, then done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants import switches
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.errors import Refused
from tenants.models import Client, User


@staff_door(Verb.MANAGE)
@require_POST
def switch_all(request: HttpRequest) -> HttpResponse:
    """Pause or resume every client (`paused`: 1 or 0); without `confirm` the page asks first."""
    person = request.user
    assert isinstance(person, User)
    stop = request.POST.get("paused") == "1"
    back = _back(request)
    if request.POST.get("confirm") != "1":
        context = {"stop": stop, "back": back, "clients": Client.objects.running().customers().count()}
        return render(request, "staff/switch.html", context)
    try:
        (switches.pause if stop else switches.resume)(None, by=person)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(back)
    if stop:
        messages.warning(request, _("Everything is paused. Nothing leaves until somebody resumes."))
    else:
        messages.success(request, _("Resumed. What was due is checked again before it happens."))
    return redirect(back)


def _back(request: HttpRequest) -> str:
    """The page the person came from, on this host only."""
    asked = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if own else "/admin/"
