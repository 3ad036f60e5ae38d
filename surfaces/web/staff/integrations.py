"""The services of all clients, from the board: what ends soon or is broken first, one query for the page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Board
from integrations import registry
from integrations.connections.changing import BOARD_KIND
from integrations.connections.reading import FRESH, State
from integrations.manifest import Manifest
from integrations.models import Connection
from surfaces.web.client.contract_facts import all_asked
from surfaces.web.client.integrations_facts import LOOKS, model_of, word_of
from surfaces.web.staff import visits
from tenants import clock
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.models import Client

PAGE = 50
SOON = timedelta(days=14)
"""How long before its end a consent that nobody renews is put first."""
ENDING, BROKEN, UNCONFIRMED, FINE = range(4)


@dataclass(frozen=True)
class Row:
    """One service of one client; `ends_at`: its consent ends then, unless a person renews it."""

    client: Client
    manifest: Manifest
    state: Connection.State
    at: datetime
    ends_at: datetime | None
    now: datetime

    @property
    def title(self) -> str:
        return self.manifest.title

    @property
    def model(self) -> str:
        return model_of(self.manifest.slug)

    @property
    def look(self) -> str:
        return LOOKS[self.state]

    @property
    def word(self) -> str:
        return word_of(self.state)

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= self.now

    @property
    def ends_soon(self) -> bool:
        return self.ends_at is not None and self.ends_at < self.now + SOON


@staff_door(Verb.VIEW)
@require_safe
def integrations(request: HttpRequest) -> HttpResponse:
    """Every connected, configured or broken service; `client` narrows by name."""
    now, wanted = clock.now(), request.GET.get("client", "").replace("\x00", "").strip()[:120]
    page = Paginator(_sorted(now, wanted), PAGE).get_page(request.GET.get("page"))
    rows = [_row(board, now) for board in page.object_list]
    counted, asked = page.paginator.count, all_asked()
    context = {"page": page, "rows": rows, "now": now, "wanted": wanted, "all": counted, "asked": asked}
    response = render(request, "staff/integrations.html", context)
    # The button that opens a client's pages is answered with a redirect to that client's host.
    response._csp_update = {"form-action": visits.origins()}  # type: ignore[attr-defined]
    return response


def _sorted(now: datetime, wanted: str) -> QuerySet[Board]:
    """The consent that ends first leads; then what is broken, what nobody confirmed lately, and the rest."""
    soon = (now + SOON).timestamp()
    stale = Q(state=State.CONFIGURED) | Q(at__lte=now - FRESH)
    urgency = Case(
        When(number__lt=soon, then=Value(ENDING)),
        When(state=State.BROKEN, then=Value(BROKEN)),
        When(stale, then=Value(UNCONFIRMED)),
        default=Value(FINE),
        output_field=IntegerField(),
    )
    rows = Board.objects.of_kind(BOARD_KIND).exclude(state=State.MISSING).filter(client__isnull=False)
    if wanted:
        rows = rows.filter(client__name__icontains=wanted)
    known = [manifest.slug for manifest in registry.all()]
    ordered = rows.filter(key__in=known).select_related("client").annotate(urgency=urgency)
    return ordered.order_by("urgency", F("number").asc(nulls_last=True), "client__name", "key")


def _row(board: Board, now: datetime) -> Row:
    assert board.client is not None
    state = State(board.state)
    if state == State.CONNECTED and now - board.at >= FRESH:
        state = State.CONFIGURED
    ends = datetime.fromtimestamp(board.number, UTC) if board.number is not None else None
    return Row(board.client, registry.get(board.key), state, board.at, ends, now)
