"""Decisions of this client: the list, each request exactly as it will happen, and the form that decides."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

import reviews.showing
from reviews.answering import Answer, decide_as_posted, kept_ticks
from reviews.models import Review, ReviewQuerySet
from reviews.paper import message_response
from surfaces.web.client.frame import client_of, person_of, show
from tenants.access import Verb
from tenants.doors import client_door

PAGE = 25


@client_door(Verb.VIEW)
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits, soonest to expire first; with `state=closed` what was decided, latest first."""
    closed = request.GET.get("state") == "closed"
    own = _own(request)
    found = own.closed().order_by("-decided_at", "id") if closed else own.waiting().soonest_first()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = "state=closed" if closed else ""
    waiting = None if closed else page.paginator.count
    return show(request, "client/approvals.html", {"page": page, "closed": closed, "query": query}, waiting=waiting)


@client_door(Verb.VIEW)
@require_safe
def approval(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Each action exactly as it will happen. Looking decides nothing."""
    return _page(request, _review(request, review_id))


@client_door(Verb.VIEW)
@require_POST
def decide(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Decide about the posted digest; who may not, or comes too late, sees why and the plan as it is."""
    review = _review(request, review_id)
    answer = decide_as_posted(review, request.POST, by=person_of(request))
    if answer.won:
        messages.success(request, answer.sentence)
        return redirect("approval", review_id=review.pk)
    return _page(request, review, answer)


@client_door(Verb.VIEW)
@require_safe
def message(request: HttpRequest, review_id: UUID, action_id: UUID) -> HttpResponse:
    """One message of the request, for its frame."""
    html = reviews.showing.message_of(_review(request, review_id), action_id)
    if html is None:
        raise Http404
    return message_response(html)


def _own(request: HttpRequest) -> ReviewQuerySet:
    return Review.objects.for_inbox().of_client(client_of(request))


def _review(request: HttpRequest, review_id: UUID) -> Review:
    return get_object_or_404(_own(request), pk=review_id)


def _frame_url(review: Review, action_id: UUID) -> str:
    return reverse("approval-message", args=(review.pk, action_id))


def _page(request: HttpRequest, review: Review, answer: Answer | None = None) -> HttpResponse:
    shown = reviews.showing.show(
        review,
        to=person_of(request),
        decide_url=reverse("approval-decide", args=(review.pk,)),
        frame_url=partial(_frame_url, review),
        ticked=kept_ticks(request.POST, answer),
    )
    run_id = review.subject_id if review.kind == "run" else None
    context = {"shown": shown, "review": review, "answer": answer, "run_id": run_id}
    return show(request, "client/approval.html", context, status=answer.status if answer else 200)
