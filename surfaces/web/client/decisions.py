"""Why something was started, and why not: the last looks of autonomy with everything compared."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from automations import autonomy, registry
from automations.autonomy.render import Rendered, rendered, why
from automations.models import DecisionRecord
from surfaces.web.client.frame import show
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Problem

PAGE = 15


@dataclass(frozen=True)
class Looked:
    """One decision in words: what it was about, the sentence, the whole tree."""

    record: DecisionRecord
    title: str
    sentence: str
    tree: list[Rendered]


@client_door(Verb.VIEW)
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The latest first, each with its condition tree."""
    page: Page[Any] = Paginator(DecisionRecord.objects.newest_first(), PAGE).get_page(request.GET.get("page"))
    page.object_list = [_looked(record) for record in page.object_list]
    return show(request, "client/decisions.html", {"page": page})


@client_door(Verb.OPERATE)
@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """Look now: compare what is measured with limits and goals, and start what answers."""
    try:
        found = autonomy.tick()
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect("decisions")
    acted = sum(record.outcome == DecisionRecord.Outcome.ACTED for record in found)
    if acted:
        said = ngettext("%(n)d run was started.", "%(n)d runs were started.", acted) % {"n": acted}
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing was started; the reason stands first in the list."))
    return redirect("decisions")


def _looked(record: DecisionRecord) -> Looked:
    known = registry.known(record.automation) if record.automation else None
    title = str(known.title) if known else record.automation or _("The client as a whole")
    return Looked(record, title, why(record), [rendered(record.tree)])
