"""What is measured, and exactly what is missing where nothing can be."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sensors import registry, services
from sensors.models import Reading
from surfaces.web.client import sensor_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.status import look
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door

READINGS = 30


@client_door(Verb.VIEW)
@require_safe
def sensors(request: HttpRequest) -> HttpResponse:
    """Every sensor as its last reading counts now."""
    now = clock.now()
    views = sensor_facts.sensor_views(now)
    context = {"now": now, "sensors": views, "measured": sum(each.known for each in views)}
    return show(request, "client/sensors.html", context, part="client/_sensors.html")


@client_door(Verb.VIEW)
@require_safe
def sensor(request: HttpRequest, slug: str) -> HttpResponse:
    """One sensor with its history."""
    if registry.known(slug) is None:
        raise Http404
    now = clock.now()
    view = sensor_facts.sensor_view(slug, now)
    title = _("Pressure over the last 90 days")
    context = {
        "now": now,
        "view": view,
        "chart": sensor_facts.history_chart(view.sensor, title),
        "readings": list(Reading.objects.of(slug).order_by("-id")[:READINGS]),
        "zone": client_of(request).timezone,
    }
    return show(request, "client/sensor.html", context)


@client_door(Verb.OPERATE)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Have every sensor read; with many services that takes longer than a page may."""
    services.request_reading(person_of(request))
    said = _("All sensors are being read. The list follows by itself; what cannot be measured says why.")
    messages.success(request, said)
    return redirect("sensors")


@client_door(Verb.OPERATE)
@require_POST
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """Read one sensor now."""
    if registry.known(slug) is None:
        raise Http404
    reading = services.read(slug)
    messages.info(request, _("Read just now: %(status)s.") % {"status": look(reading.status).word})
    return redirect("sensor", slug=slug)
