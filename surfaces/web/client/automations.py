"""Automations: what each does, a dry run before it is switched on, its limits, and what it did."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from automations import services
from automations.base import Automation
from automations.models import Action, Run, Setting
from surfaces.web.client import automation_facts, code_pool, dry_run_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.home_facts import orders_seen
from surfaces.web.client.integrations import may_manage
from surfaces.web.client.run_facts import run_rows
from surfaces.web.client.trace_facts import action_rows
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Problem

RUNS = 15
UNKNOWN = 20


@client_door(Verb.VIEW)
@require_safe
def automations(request: HttpRequest) -> HttpResponse:
    """What the client may use: on, off, or exactly what is missing."""
    rows = automation_facts.rows(client_of(request), clock.now())
    return show(request, "client/automations.html", {"rows": rows, "on": sum(row.is_on for row in rows)})


@client_door(Verb.VIEW)
@require_safe
def automation(request: HttpRequest, slug: str) -> HttpResponse:
    """One automation as it is set."""
    return _page(request, automation_facts.offered_or_404(client_of(request), slug))


@client_door(Verb.OPERATE)
@require_POST
def dry_run(request: HttpRequest, slug: str) -> HttpResponse:
    """What a run with the posted parameters would do now; nothing of it is stored or sent."""
    found = automation_facts.offered_or_404(client_of(request), slug)
    form = found.Params(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    try:
        preview = services.plan_preview(slug, form.cleaned_data)
    except Problem as problem:
        return _page(request, found, form=form, problem=problem.sentence, status=422)
    shown = dry_run_facts.shown(preview, request.POST.get("page", "1"))
    return _page(request, found, form=form, dry_run=shown)


@client_door(Verb.OPERATE)
@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the posted parameters; whether it is on stays as it is."""
    found = automation_facts.offered_or_404(client_of(request), slug)
    setting = Setting.objects.of(slug).first()
    on = automation_facts.enabled(found, setting)
    return _set(request, found, on, _("Saved. The next run uses these parameters."))


@client_door(Verb.OPERATE)
@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch on with the posted parameters (`on`: 1), or off (0)."""
    found, wanted = automation_facts.offered_or_404(client_of(request), slug), request.POST.get("on")
    if wanted == "1":
        return _set(request, found, True, _("Switched on. What passes its limits still asks first."))
    if wanted == "0":
        done = _("Switched off. What was planned and has not left is held back.")
        return _after(request, found, partial(services.switch, slug, False, person_of(request)), done)
    messages.error(request, _("Choose on or off; nothing was changed."))
    return redirect("automation", slug=slug)


@client_door(Verb.OPERATE)
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a run now with the stored parameters; what is risky waits for a decision."""
    found = automation_facts.offered_or_404(client_of(request), slug)
    try:
        run = services.start_run(slug, trigger="manual", by=person_of(request))
    except Problem as problem:
        return _page(request, found, problem=problem.sentence, status=409)
    return redirect("run", run_id=run.pk)


def _set(request: HttpRequest, found: Automation, on: bool, done: str) -> HttpResponse:
    form = found.Params(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    act = partial(services.switch, found.slug, on, person_of(request), form.cleaned_data)
    return _after(request, found, act, done)


def _after(request: HttpRequest, found: Automation, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it and come back; what was refused stands on the page with its sentence."""
    try:
        act()
    except Problem as problem:
        return _page(request, found, problem=problem.sentence, status=409)
    messages.success(request, done)
    return redirect("automation", slug=found.slug)


def _page(request: HttpRequest, found: Automation, *, status: int = 200, form: Any = None, **more: Any) -> HttpResponse:
    now = clock.now()
    row = automation_facts.row(client_of(request), found, now)
    runs: Page[Any] = Paginator(Run.objects.of(found.slug).newest_first(), RUNS).get_page(request.GET.get("page"))
    runs.object_list = run_rows(list(runs.object_list), orders_seen())
    unknown = Action.objects.of_automation(found.slug).filter(state=Action.State.UNKNOWN).order_by("due_at")[:UNKNOWN]
    context = {
        "now": now,
        "row": row,
        "form": form or found.Params(initial=row.params),
        "page": runs,
        "limits": automation_facts.limits(client_of(request), found, now),
        "unknown": action_rows(unknown),
        "pool": code_pool.shown(found, now),
        "may_manage": may_manage(request),
        **more,
    }
    return show(request, "client/automation.html", context, status=status)
