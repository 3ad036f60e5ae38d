"""Connecting a service by consent: off to it, back to the agency's host, and home to the client's."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from integrations import connections, oauth, registry
from integrations.errors import Problem, Refused
from surfaces.web.client.frame import person_of
from tenants.access import Verb
from tenants.doors import client_door, open_door

HOME = "/integrations/"


@client_door(Verb.MANAGE)
@require_POST
def start(request: HttpRequest, connector: str) -> HttpResponse:
    """A page that leads on to the service: our own rules let no form be sent there directly."""
    given = {name: str(value) for name, value in request.POST.items() if name.isupper()}
    try:
        url = oauth.begin(connector, given, by=person_of(request))
    except Refused as problem:
        messages.error(request, problem.sentence)
        return HttpResponseRedirect(HOME)
    return render(request, "client/leave.html", {"url": url, "title": registry.get(connector).title})


@open_door("the service sends people's browsers here; the signed state says whose, and is good once")
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """On the agency's host: keep what was brought back, and lead on to the client's host with a ticket."""
    try:
        return HttpResponseRedirect(oauth.arrived(request.GET.dict()))
    except Refused as problem:
        raise BadRequest(problem.code) from None


@client_door(Verb.MANAGE)
@never_cache
@require_GET
@sensitive_variables("ticket")
def back(request: HttpRequest, ticket: str) -> HttpResponse:
    """On the client's host, as the person who began it: keep the tokens and try them."""
    try:
        row = oauth.complete(ticket, by=person_of(request))
    except Problem as problem:
        messages.error(request, problem.sentence)
        return HttpResponseRedirect(HOME)
    found = connections.test(row.connector)
    if found.works:
        messages.success(request, _("%(title)s is connected.") % {"title": found.title})
    else:
        messages.warning(request, found.sentence)
    return HttpResponseRedirect(HOME)
