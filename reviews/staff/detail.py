"""One review across the desk: what will happen, and the form that decides it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reviews.answering import Answer, decide_as_posted, kept_ticks
from reviews.models import Review
from reviews.paper import message_response
from reviews.showing import message_of, show
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.models import User


@staff_door(Verb.VIEW)
@require_safe
def review_detail(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Each action exactly as it will happen. Looking decides nothing."""
    return _page(request, _review(review_id))


@staff_door(Verb.VIEW)
@require_POST
def review_decide(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Decide about the posted digest; who may not, or comes too late, sees why and the plan as it is."""
    review = _review(review_id)
    person = request.user
    assert isinstance(person, User)
    answer = decide_as_posted(review, request.POST, by=person)
    if answer.won:
        messages.success(request, answer.sentence)
        return redirect("admin:approval", review_id=review.pk)
    return _page(request, review, answer)


@staff_door(Verb.VIEW)
@require_safe
def review_message(request: HttpRequest, review_id: UUID, action_id: UUID) -> HttpResponse:
    """One message of the review, for its frame."""
    html = message_of(_review(review_id), action_id)
    if html is None:
        raise Http404
    return message_response(html)


def _review(review_id: UUID) -> Review:
    return get_object_or_404(Review.objects.for_inbox(), pk=review_id)


def _frame_url(review: Review, action_id: UUID) -> str:
    return reverse("admin:approval-message", args=(review.pk, action_id))


def _page(request: HttpRequest, review: Review, answer: Answer | None = None) -> HttpResponse:
    person = request.user
    assert isinstance(person, User)
    shown = show(
        review,
        to=person,
        decide_url=reverse("admin:approval-decide", args=(review.pk,)),
        frame_url=partial(_frame_url, review),
        ticked=kept_ticks(request.POST, answer),
    )
    context = {"shown": shown, "review": review, "answer": answer}
    # Times of a plan are read where it happens, not where the reader sits.
    with timezone.override(review.client.zone):
        return render(request, "reviews/detail.html", context, status=answer.status if answer else 200)
