"""Nobody is written to in the evening or at night, by the clock on their own wall."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tenants.models import Client

BEGIN = time(20, 0)
END = time(9, 0)


def zone_of(timezone: str, client: Client) -> ZoneInfo:
    """The contact's zone, else the client's."""
    try:
        return ZoneInfo(timezone) if timezone else client.zone
    except (ZoneInfoNotFoundError, ValueError):
        return client.zone


def next_allowed(at: datetime, zone: ZoneInfo) -> datetime:
    """`at` itself outside the quiet hours, else the moment they end.

    The end is a wall-clock time, so the night on which the clocks change is an hour longer or
    shorter. Returned in the zone of `at`.
    """
    local = at.astimezone(zone)
    if END <= local.time() < BEGIN:
        return at
    day = local.date() + timedelta(days=1) if local.time() >= BEGIN else local.date()
    return datetime.combine(day, END, tzinfo=zone).astimezone(at.tzinfo)
