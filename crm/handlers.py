"""Jobs of the customer mirror."""

from django.utils.translation import gettext as _

import events
from crm.demo import refresh


@events.handler("crm.demo_orders", explain=lambda work: _("Adds the demo shop’s orders up to now."))
def add_demo_orders(work: events.Work) -> None:
    """Keep a demo shop fresh: what "happened" since the last time, however long ago that was."""
    refresh(work.client)
