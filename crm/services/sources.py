"""Noting that a source has brought orders."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest

import events
from crm.models import Order, Source
from crm.services.batch import Counts
from tenants import clock, ledger
from tenants.models import User


def note_nothing_new(source: Source) -> None:
    """The source was asked and had nothing to tell: what is here is still all there is."""
    Source.objects.filter(pk=source.pk).update(last_imported_at=clock.now())


@transaction.atomic
def note_arrival(source: Source, counts: Counts, *, skipped: int = 0, by: User | None = None) -> None:
    """After rows came in: freshness on the source, a ledger entry, and one `shop.imported` event.

    The event holds counts only: new, changed and unchanged rows of each kind, and `skipped`.
    """
    now = clock.now()
    orders = Order.objects.standing()
    source.last_imported_at = now
    source.last_happened_at = orders.aggregate(newest=Max("happened_at"))["newest"]
    source.rows = orders.count()
    source.save(update_fields=["last_imported_at", "last_happened_at", "rows"])
    ledger.write("shop.imported", source, by=by)
    data = counts.flat() | {"skipped": skipped}
    events.publish("shop.imported", source, data, key=f"shop.imported:{source.slug}:{now.isoformat()}")


def note_live(source: Source, newest: datetime | None, new: int) -> None:
    """A connected shop told of orders while it is being read: how new they are, not yet that all are here."""
    if newest:
        Source.objects.filter(pk=source.pk).update(
            last_happened_at=Greatest(Coalesce("last_happened_at", newest), newest), rows=F("rows") + new
        )
