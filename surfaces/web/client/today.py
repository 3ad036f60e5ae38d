"""What a connected shop sold today; an open page asks for it again and again, and is mostly told "nothing new"."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection as database
from django.db.models import Count, Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from crm.models import Order, Source
from integrations import connections
from integrations.sync import pulling
from surfaces.web.client.frame import client_of
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door
from tenants.models import Client

SHOP = "shopify"
# All that may change what is shown, in one statement: it is asked far more often than anything changes.
_MARK = """
SELECT (SELECT (count(*), sum(total_cents), max(happened_at), max(id)) FROM crm_order
         WHERE happened_at >= %s AND happened_at <= %s AND (cancelled_at IS NULL OR cancelled_at > %s)),
       (SELECT (slug, last_imported_at) FROM crm_source WHERE last_happened_at IS NOT NULL
         ORDER BY last_happened_at DESC, slug LIMIT 1),
       (SELECT (state, broken_code, unanswered_since) FROM integrations_connection WHERE connector = 'shopify'),
       (SELECT array_agg((done, finished_at) ORDER BY id) FROM integrations_synccursor WHERE resource = 'orders')
"""


@dataclass(frozen=True)
class Today:
    """Orders since midnight at the client's place; `cents` has returns taken off.

    `lost` says why nothing newer is known, "" while the shop answers; `percent` is how much of the
    shop's past has been read, 100 once all of it was.
    """

    orders: int
    cents: int
    last_at: datetime | None
    last_cents: int
    known_at: datetime | None
    lost: str
    percent: int
    mark: str


@client_door(Verb.VIEW)
@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The part of the home page, or 204 where the page shows it as it is (`seen`)."""
    client, now = client_of(request), clock.now()
    if mark(client, now) == request.GET.get("seen"):
        return HttpResponse(status=204)
    found = of_shop(client, Source.objects.freshest().first(), now)
    if found is None:
        return HttpResponse(status=204)
    return render(request, "client/_today.html", {"today": found, "client": client})


def mark(client: Client, now: datetime) -> str:
    """Another one as soon as something of it has changed."""
    with database.cursor() as cursor:
        cursor.execute(_MARK, [_midnight(client, now), now, now])
        return hashlib.sha256(repr(cursor.fetchone()).encode()).hexdigest()[:16]


def _midnight(client: Client, now: datetime) -> datetime:
    return datetime.combine(now.astimezone(client.zone).date(), time(), client.zone)


def of_shop(client: Client, source: Source | None, now: datetime) -> Today | None:
    """None where orders come from elsewhere than a connected shop."""
    if source is None or source.slug != Source.Slug.SHOPIFY:
        return None
    before = mark(client, now)
    orders = Order.objects.as_of(now).filter(happened_at__gte=_midnight(client, now)).order_by()
    sales = Q(kind=Order.Kind.SALE)
    sums = orders.aggregate(
        orders=Count("pk", filter=sales), cents=Sum("total_cents"), at=Max("happened_at", filter=sales)
    )
    last = orders.sales().order_by("-happened_at", "-pk").values_list("total_cents", flat=True).first()
    status = connections.status(SHOP)
    return Today(
        orders=sums["orders"],
        cents=sums["cents"] or 0,
        last_at=sums["at"],
        last_cents=last or 0,
        known_at=source.last_imported_at,
        lost=status.sentence,
        percent=pulling.progress().get("orders", 100),
        mark=before,
    )
