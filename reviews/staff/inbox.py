"""The inbox across clients: one list, read from shared columns alone."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviews.bulk import approve_many, reject_many
from reviews.models import Review
from reviews.staff.filters import InboxFilter
from tenants import access, clock
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.models import User

PAGE = 50


@staff_door(Verb.VIEW)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, soonest to expire first; narrowed by the form, fifty to a page."""
    return _page(request)


@staff_door(Verb.DECIDE)
@require_POST
def decide_ticked(request: HttpRequest) -> HttpResponse:
    """Decide each ticked review on its own; the page says what became of each."""
    person = request.user
    assert isinstance(person, User)
    decide = {"approve": approve_many, "reject": reject_many}.get(request.POST.get("verdict", ""))
    if decide is None:
        messages.error(request, _("Choose approve or reject."))
        return redirect("admin:approvals")
    results = decide(_shown(request), by=person, note=request.POST.get("note", "").strip())
    if not results.items:
        messages.warning(request, results.sentence())
        return redirect("admin:approvals")
    return render(request, "reviews/results.html", {"results": results, "now": clock.now()})


def _shown(request: HttpRequest) -> dict[UUID, str]:
    """The ticked reviews with the digest that stood beside each; what is no id is left out."""
    shown = {}
    for ticked in request.POST.getlist("review"):
        try:
            key = UUID(ticked)
        except ValueError:
            continue
        shown[key] = request.POST.get(f"digest-{ticked}", "")
    return shown


def _page(request: HttpRequest) -> HttpResponse:
    form = InboxFilter(request.GET)
    found = form.narrow(Review.objects.for_inbox()).soonest_first()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "form": form,
        "query": query.urlencode(),
        "now": clock.now(),
        "may_decide": access.allows(request.user, None, Verb.DECIDE),  # type: ignore[arg-type]
    }
    return render(request, "reviews/inbox.html", context)
