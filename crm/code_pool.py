"""How full the pool of codes is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Q

from crm.models import DiscountCode
from tenants.models import Client

State = DiscountCode.State


@dataclass(frozen=True)
class Fill:
    """The codes that give one percentage; `ended` are free ones whose time is over."""

    percent: int
    free: int
    reserved: int
    given: int
    ended: int
    changed_at: datetime


def fills(now: datetime) -> list[Fill]:
    """The active client's pool as of `now`, by percentage."""
    over = Q(state=State.FREE, expires_at__lt=now)
    rows = DiscountCode.objects.order_by("percent").values("percent")
    counted = rows.annotate(
        free=Count("pk", filter=Q(state=State.FREE) & ~Q(expires_at__lt=now)),
        reserved=Count("pk", filter=Q(state=State.RESERVED)),
        given=Count("pk", filter=Q(state=State.GIVEN)),
        ended=Count("pk", filter=over),
        changed_at=Max("changed_at"),
    )
    return [Fill(**row) for row in counted]


def end_of(day: date, client: Client) -> datetime:
    """The last second of a day at the client's place."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=client.zone) - timedelta(seconds=1)
