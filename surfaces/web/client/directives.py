"""Orders in words: given here, planned by a job while the page watches, confirmed or answered."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from automations.directives.replay import replayed
from automations.models import DirectiveSession
from automations.services import confirming, directing
from surfaces.web.client import directive_facts
from surfaces.web.client.frame import client_of, person_of, show
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused

LISTED = 20
LONGEST = 1_000
State = DirectiveSession.State


class Words(forms.Form):
    """What shall be done, or an answer."""

    text = forms.CharField(
        label=gettext_lazy("What shall be done?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("One sentence, in English, French, Spanish or Arabic. Its plan is shown first."),
    )


@client_door(Verb.VIEW)
@require_safe
def directives(request: HttpRequest) -> HttpResponse:
    """Give an order; the last ones."""
    return _page(request, Words())


@client_door(Verb.OPERATE)
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Take the posted order; a job plans it."""
    form = Words(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        session = directing.request(form.cleaned_data["text"], by=person_of(request))
    except Refused as problem:
        form.add_error("text", problem.sentence)
        return _page(request, form, status=409)
    return redirect("directive", session_id=session.pk)


@client_door(Verb.VIEW)
@require_safe
def directive(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One order: how far it is, its dry run, question or refusal. Asks again by itself until it is planned."""
    return _one(request, get_object_or_404(DirectiveSession, pk=session_id))


@client_door(Verb.OPERATE)
@require_POST
def answer(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Answer the order's question; a job plans again."""
    session = get_object_or_404(DirectiveSession, pk=session_id)
    form = Words(request.POST)
    if not form.is_valid():
        messages.error(request, _("The answer is empty or too long."))
        return redirect("directive", session_id=session.pk)
    said = form.cleaned_data["text"]
    return _after(request, session, lambda: directing.request_answer(session, said, by=person_of(request)))


@client_door(Verb.OPERATE)
@require_POST
def confirm(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Start what the dry run shows; what is risky in it waits for a decision."""
    session = get_object_or_404(DirectiveSession, pk=session_id)
    seen = parse_datetime(request.POST.get("seen", ""))
    if seen is None:
        messages.error(request, _("Confirm it on its page."))
        return redirect("directive", session_id=session.pk)
    return _after(request, session, lambda: confirming.confirm(session, by=person_of(request), seen=seen))


@client_door(Verb.OPERATE)
@require_POST
def again(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Plan the stored text once more and show what differs; nothing of it is kept or started."""
    session = get_object_or_404(DirectiveSession, pk=session_id)
    try:
        found = replayed(session, by=person_of(request))
    except Refused as problem:
        messages.error(request, problem.sentence)
        return redirect("directive", session_id=session.pk)
    return _one(request, session, replay=found, changes=directive_facts.changes(found))


def _after(request: HttpRequest, session: DirectiveSession, act: Callable[[], DirectiveSession]) -> HttpResponse:
    """Do it, then go where its result is; what was refused is said."""
    try:
        done = act()
    except Refused as problem:
        messages.error(request, problem.sentence)
        return redirect("directive", session_id=session.pk)
    if done.run_id is not None:
        return redirect("run", run_id=done.run_id)
    if done.reading_id is not None:
        return redirect("sensor", slug=done.automation)
    return redirect("directive", session_id=done.pk)


def _one(request: HttpRequest, session: DirectiveSession, **more: object) -> HttpResponse:
    now = clock.now()
    shown = directive_facts.shown(session, client_of(request), request.GET.get("page", "1"), now)
    context = {"now": now, "shown": shown, "session": session, "dry_run": shown.dry_run, **more}
    return show(request, "client/directive.html", context, part="client/_directive.html")


def _page(request: HttpRequest, form: Words, *, status: int = 200) -> HttpResponse:
    found = DirectiveSession.objects.newest_first()[:LISTED]
    return show(request, "client/directives.html", {"form": form, "rows": directive_facts.rows(found)}, status=status)
