"""The moments a cron expression names, each once, whatever the clocks do."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused


class Cron:
    """A five-field cron expression; raises Refused when it cannot be read.

    A daily time that the clocks skip happens at the first moment after the gap; one that they
    show twice happens the first time only (as in Debian's cron).
    """

    def __init__(self, expression: str) -> None:
        self.expression = expression
        try:
            if len(expression.split()) != 5:
                raise CronSimError("five fields")
            CronSim(expression, datetime(2000, 1, 1, tzinfo=UTC))
        except CronSimError as error:
            raise Refused(
                _("“%(cron)s” is not a schedule: five fields such as “0 10 * * *”.") % {"cron": expression},
                code="bad_cron",
            ) from error

    def next(self, after: datetime, zone: ZoneInfo) -> datetime | None:
        """The first slot later than `after`, in UTC; None when there is none in fifty years."""
        for slot in CronSim(self.expression, after.astimezone(zone)):
            moment = slot.astimezone(UTC)
            # Wall-clock steps can name a moment that has passed (the hour shown twice).
            if moment > after:
                return moment
        return None
