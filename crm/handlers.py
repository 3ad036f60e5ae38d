"""Jobs of the customer mirror."""

from datetime import datetime

from django.utils.translation import gettext as _

import events
from crm.demo import refresh
from crm.services import carts


@events.handler("crm.demo_orders", explain=lambda work: _("Adds the demo shop’s orders up to now."))
def add_demo_orders(work: events.Work) -> None:
    """Keep a demo shop fresh: what "happened" since the last time, however long ago that was."""
    refresh(work.client)


@events.handler(carts.LEFT, atomic=True, explain=lambda work: _("Looks whether a cart was left."))
def cart_left(work: events.Work) -> None:
    """An hour after the last change of a cart."""
    carts.tell_left(int(work.args["cart_id"]), datetime.fromisoformat(str(work.args["updated_at"])))
