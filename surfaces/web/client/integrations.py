"""The services a client works with: how each stands, what it lacks, and how it was asked last."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations.models import Call, Connection
from surfaces.web.client import integrations_facts as facts
from surfaces.web.client import klaviyo_facts
from surfaces.web.client.frame import show
from tenants import clock
from tenants.access import Standing, Verb
from tenants.doors import client_door

CALLS = 20


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
        "calls": list(Call.objects.filter(connection=row).newest_first()[:CALLS]) if row else [],
        "rate": facts.rate_use(service.manifest),
        "exchange": klaviyo_facts.exchange(connector) if row else None,
        "problem": problem,
        "may_manage": may_manage(request),
    }
    return show(request, "client/integration.html", context, status=status)


def may_manage(request: HttpRequest) -> bool:
    """May this person connect and disconnect services?"""
    standing: Standing = request.standing  # type: ignore[attr-defined]
    return standing.may(Verb.MANAGE)
