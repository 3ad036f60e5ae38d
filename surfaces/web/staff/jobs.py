"""Dead jobs: look, correct, rehearse, let them run again."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import services
from events.models import Job
from tenants import clock
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.errors import Refused
from tenants.models import User

PAGE = 50


@staff_door(Verb.VIEW)
@require_safe
def dead_jobs(request: HttpRequest) -> HttpResponse:
    """Every job that gave up, newest first."""
    page = Paginator(Job.objects.dead(), PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/jobs.html", {"page": page, "now": clock.now()})


@staff_door(Verb.VIEW)
@require_safe
def job_detail(request: HttpRequest, job_id: int) -> HttpResponse:
    """What it was to do and where it stopped."""
    return _page(request, _job(job_id))


@staff_door(Verb.OPERATE)
@require_POST
def job_edit(request: HttpRequest, job_id: int) -> HttpResponse:
    """Other arguments, as one JSON object; what is wrong with them stands beside the field."""
    job, typed = _job(job_id), request.POST.get("args", "")
    try:
        won = services.edit(job, services.read_args(typed), _person(request))
    except Refused as refused:
        return _page(request, job, typed=typed, problem=refused.sentence, status=422)
    _say(request, won, _("Saved. Nothing has run yet."))
    return redirect("staff-job", job_id=job.pk)


@staff_door(Verb.OPERATE)
@require_POST
def job_rehearse(request: HttpRequest, job_id: int) -> HttpResponse:
    """What it would do now; nothing of it stays."""
    job = _job(job_id)
    return _page(request, job, rehearsal=services.dry_run(job, _person(request)))


@staff_door(Verb.OPERATE)
@require_POST
def job_replay(request: HttpRequest, job_id: int) -> HttpResponse:
    """Run it again with fresh attempts."""
    job = _job(job_id)
    _say(request, services.replay(job, _person(request)), _("It runs again with fresh attempts."))
    return redirect("staff-jobs")


def _job(job_id: int) -> Job:
    return get_object_or_404(Job.objects.select_related("client", "event"), pk=job_id)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _say(request: HttpRequest, won: bool, sentence: str) -> None:
    if won:
        messages.success(request, sentence)
    else:
        messages.warning(request, _("This job is not dead any more; nothing was changed."))


def _page(request: HttpRequest, job: Job, *, typed: str | None = None, status: int = 200, **more: Any) -> HttpResponse:
    args = json.dumps(job.args, indent=2, ensure_ascii=False) if typed is None else typed
    context = {"job": job, "args": args, "is_dead": job.state == Job.State.DEAD, **more}
    return render(request, "staff/job.html", context, status=status)
