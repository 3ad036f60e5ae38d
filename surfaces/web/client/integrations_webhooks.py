"""Webhooks to a client's own systems: who is told what, what arrived, and what waits to be sent again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from integrations.outgoing import TOPICS, services
from integrations.outgoing.models import Dispatch, Subscription
from surfaces.web.client.frame import person_of, show
from surfaces.web.client.integrations import may_manage
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused

SHOWN = 50


@client_door(Verb.VIEW)
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """Addresses, and the last messages."""
    return _page(request)


@client_door(Verb.MANAGE)
@never_cache
@require_POST
@sensitive_variables("secret")
def add(request: HttpRequest) -> HttpResponse:
    """A new address; its secret stands on the answer and nowhere else, so there is no redirect."""
    url, topics = request.POST.get("url", ""), request.POST.getlist("topics")
    try:
        _made, secret = services.subscribe(url, topics, by=person_of(request))
    except Refused as refused:
        return _page(request, typed=url, ticked=topics, problem=str(refused.sentence), status=422)
    return _page(request, secret=secret)


@client_door(Verb.MANAGE)
@require_POST
def remove(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Tell an address nothing any more."""
    services.remove(get_object_or_404(Subscription, pk=subscription_id), by=person_of(request))
    messages.success(request, _("Removed. Nothing is sent there any more."))
    return redirect("webhooks")


@client_door(Verb.MANAGE)
@require_POST
def replay(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Send a message again."""
    get_object_or_404(Dispatch, pk=dispatch_id)
    if services.replay(dispatch_id, by=person_of(request)):
        messages.success(request, _("It is sent again, under the same id."))
    else:
        messages.info(request, _("It is still on its way; nothing was changed."))
    return redirect("webhooks")


def _page(
    request: HttpRequest,
    *,
    secret: str = "",
    typed: str = "",
    ticked: list[str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "now": clock.now(),
        "subscriptions": list(Subscription.objects.order_by("pk")),
        "dispatches": list(Dispatch.objects.select_related("subscription").newest_first()[:SHOWN]),
        "topics": TOPICS,
        "secret": secret,
        "typed": typed,
        "ticked": ticked or [],
        "problem": problem,
        "may_manage": may_manage(request),
    }
    return show(request, "client/integrations_webhooks.html", context, status=status)
