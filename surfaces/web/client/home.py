"""The first page: what needs you, what was done and what is known of it, what presses, what comes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from crm.models import Source
from surfaces.web import formats
from surfaces.web.client import home_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.today import of_shop
from surfaces.web.client.trade import trade
from surfaces.web.rendering import wants_part
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door


@client_door(Verb.VIEW)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The whole page, or for a refresh all but the chart."""
    client, now = client_of(request), clock.now()
    revenue = None if wants_part(request) else trade(client, now)
    source = revenue.source if revenue else Source.objects.freshest().first()
    facts = home_facts.home(client, now, home_facts.seen(source))
    context = {
        "now": now,
        "home": facts,
        "trade": revenue,
        "source": source,
        "sold": of_shop(client, source, now),
        "today": formats.long_day(clock.today(client)),
        "first_name": person_of(request).get_short_name().partition("@")[0],
    }
    return show(request, "client/home.html", context, part="client/_home.html", waiting=facts.waiting)
