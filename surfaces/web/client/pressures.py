"""The pressure matrix of the client, and leaving a sector alone for a while."""

from datetime import datetime, timedelta
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sensors import silences
from sensors.models import Silence
from sensors.sectors import Sector
from sensors.steady import LIMIT
from surfaces.web.client import pressure_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.saying import say_done
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door


class SilenceForm(forms.Form):
    """For how long, of which kind, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Silence.Kind.choices, initial=Silence.Kind.SILENCE)
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=31, initial=1)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)


@client_door(Verb.VIEW)
@require_safe
def pressures(request: HttpRequest) -> HttpResponse:
    """Every sector: level, trend, who contributes, how fresh."""
    now = clock.now()
    return show(request, "client/pressures.html", {"now": now, "rows": pressure_facts.rows(now), "limit": LIMIT})


@client_door(Verb.VIEW)
@require_safe
def sector(request: HttpRequest, name: str) -> HttpResponse:
    """One sector with its history."""
    return _page(request, _sector(name), SilenceForm())


@client_door(Verb.OPERATE)
@require_POST
def silence(request: HttpRequest, name: str) -> HttpResponse:
    """Start nothing for the sector for some days."""
    found, form = _sector(name), SilenceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    given = form.cleaned_data
    until: datetime = clock.now() + timedelta(days=given["days"])
    kind = Silence.Kind(given["kind"])
    act = partial(silences.silence, found, until, given["reason"], by=person_of(request), kind=kind)
    say_done(request, act, _("Nothing is started for this sector until then."))
    return redirect("sector", name=name)


@client_door(Verb.OPERATE)
@require_POST
def unsilence(request: HttpRequest, name: str, silence_id: int) -> HttpResponse:
    """End a silence early."""
    row = get_object_or_404(Silence.objects.of(_sector(name)), pk=silence_id)
    if silences.end(row, by=person_of(request)):
        messages.success(request, _("It counts again from now on."))
    else:
        messages.info(request, _("It was over already."))
    return redirect("sector", name=name)


def _sector(name: str) -> Sector:
    if name not in Sector.values:
        raise Http404
    return Sector(name)


def _page(request: HttpRequest, found: Sector, form: SilenceForm, *, status: int = 200) -> HttpResponse:
    now = clock.now()
    row = next((each for each in pressure_facts.rows(now) if each.sector == found), None)
    if row is None:
        raise Http404
    chart = pressure_facts.chart(found, client_of(request), now)
    context = {"now": now, "row": row, "chart": chart, "form": form, "limit": LIMIT}
    return show(request, "client/sector.html", context, status=status)
