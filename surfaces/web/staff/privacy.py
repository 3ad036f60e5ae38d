"""People's questions what is stored of them, across clients, from the board; the clients answer them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Board
from integrations.sync.privacy import ANSWER_WITHIN, NOTICE, PREFIX
from tenants import clock
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.models import Client

PAGE = 50


@dataclass(frozen=True)
class Row:
    """One question: `at` is when it was asked, or when it was answered; `number` is its client's own."""

    client: Client
    number: str
    open: bool
    at: datetime
    overdue: bool

    @property
    def due_at(self) -> datetime:
        return self.at + ANSWER_WITHIN


@staff_door(Verb.VIEW)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What waits comes first, the longest before; nothing of a person is on the board."""
    now = clock.now()
    found = Board.objects.of_kind(NOTICE).filter(key__startswith=PREFIX, client__isnull=False)
    page = Paginator(found.select_related("client").order_by("state", "at", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    rows = [_row(board, now) for board in page.object_list]
    waiting = found.filter(state="alert").count()
    return render(request, "staff/privacy.html", {"page": page, "rows": rows, "now": now, "waiting": waiting})


def _row(board: Board, now: datetime) -> Row:
    assert board.client is not None
    waits = board.state == "alert"
    late = waits and board.at + ANSWER_WITHIN < now
    return Row(board.client, board.key.removeprefix(PREFIX), waits, board.at, late)
