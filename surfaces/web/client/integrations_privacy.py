"""What people asked to be told of what the shop's mirror stores of them; the owner passes the documents on."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from integrations.models import PrivacyRequest
from integrations.sync import privacy
from surfaces.web.client.frame import person_of, show
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door

SHOWN = 100


@dataclass(frozen=True)
class Question:
    """One person's question. `found`: how many people here it is about; None once they were forgotten."""

    request: PrivacyRequest
    found: int | None
    orders: int
    due_at: datetime
    overdue: bool


@client_door(Verb.MANAGE)
@never_cache
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer, and who has had it; nothing of the people themselves."""
    now, waiting = clock.now(), PrivacyRequest.objects.open().count()
    shown = [_question(each, now) for each in PrivacyRequest.objects.longest_wait_first()[:SHOWN]]
    context = {"now": now, "questions": shown, "waiting": waiting, "days": privacy.ANSWER_WITHIN.days}
    return show(request, "client/integrations_privacy.html", context)


@client_door(Verb.MANAGE)
@never_cache
@require_POST
def take(request: HttpRequest, privacy_id: int) -> HttpResponse:
    """The document as a file. A post, since it is on record who took it."""
    asked = get_object_or_404(PrivacyRequest, pk=privacy_id)
    document = privacy.hand_out(asked, by=person_of(request))
    name = f"privacy-request-{asked.pk}.json"
    look = {"indent": 2, "ensure_ascii": False}
    return JsonResponse(
        document, json_dumps_params=look, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@client_door(Verb.MANAGE)
@require_POST
def answered(request: HttpRequest, privacy_id: int) -> HttpResponse:
    """The person has it now."""
    asked = get_object_or_404(PrivacyRequest, pk=privacy_id)
    if privacy.note_answered(asked.request_id, by=person_of(request)):
        messages.success(request, _("Noted. The person has their answer."))
    else:
        messages.info(request, _("This was noted already."))
    return redirect("privacy-requests")


def _question(asked: PrivacyRequest, now: datetime) -> Question:
    found = asked.document.get("found")
    orders = sum(len(each.get("orders", [])) for each in found or [])
    due = asked.asked_at + privacy.ANSWER_WITHIN
    late = asked.answered_at is None and due < now
    return Question(asked, None if found is None else len(found), orders, due, late)
