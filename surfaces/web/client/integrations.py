"""The services a client works with: how each stands, what it lacks, and how it was asked last."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations.models import Call, Connection, PrivacyRequest
from integrations.oauth import revoking
from surfaces.web.client import contract_facts, hook_facts, klaviyo_facts
from surfaces.web.client import integrations_facts as facts
from surfaces.web.client.frame import show
from tenants import clock
from tenants.access import Standing, Verb
from tenants.doors import client_door

CALLS = 20
SHOP = "shopify"


@client_door(Verb.VIEW)
@require_safe
def integrations(request: HttpRequest) -> HttpResponse:
    """All services; what needs somebody first."""
    context = {"now": clock.now(), "services": facts.page(), "may_manage": may_manage(request)}
    return show(request, "client/integrations.html", context)


@client_door(Verb.VIEW)
@never_cache
@require_safe
def integration(request: HttpRequest, connector: str) -> HttpResponse:
    """One service."""
    if not facts.is_shown(connector):
        raise Http404
    return one(request, connector)


@client_door(Verb.VIEW)
@never_cache
@require_safe
def reading(request: HttpRequest, connector: str) -> HttpResponse:
    """How far the reading of one service is, for a page that is open meanwhile."""
    if not facts.is_shown(connector):
        raise Http404
    return render(request, "client/_reading.html", {"connector": connector, **_readings(connector)})


def _readings(connector: str) -> dict[str, object]:
    """It goes on while something was not read whole; a service that has just been connected begins in a moment."""
    found = facts.readings(connector)
    begins = not found and connector == SHOP and facts.service(connector).status.works
    return {"readings": found, "going_on": begins or any(each.finished_at is None for each in found)}


def one(
    request: HttpRequest,
    connector: str,
    *,
    typed: Mapping[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one service, also with what was typed wrongly; secrets are not given back."""
    service = facts.service(connector)
    row = Connection.objects.to(connector).first()
    context = {
        "now": clock.now(),
        "service": service,
        "kept": bool(row and any(field.present for field in facts.fields(service.manifest, row))),
        "fields": facts.fields(service.manifest, row, typed),
        "consent": facts.asked_for_consent(service.manifest, row),
        "more_rights": facts.more_rights(service.manifest, row),
        "promise": revoking.promise(row) if row else "",
        "asked": contract_facts.asked(service.manifest),
        "calls": list(Call.objects.filter(connection=row).newest_first()[:CALLS]) if row else [],
        "rate": facts.rate_use(service.manifest),
        "hooks": hook_facts.hooks(connector, row),
        "exchange": klaviyo_facts.exchange(service.status),
        "connector": connector,
        "ends_at": facts.ends_at(service, row),
        **_readings(connector),
        "problem": problem,
        "may_manage": may_manage(request),
        "asked_of_us": PrivacyRequest.objects.open().count() if connector == SHOP and may_manage(request) else None,
    }
    return show(request, "client/integration.html", context, status=status)


def may_manage(request: HttpRequest) -> bool:
    """May this person connect and disconnect services?"""
    standing: Standing = request.standing  # type: ignore[attr-defined]
    return standing.may(Verb.MANAGE)
