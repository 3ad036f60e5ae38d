"""Klaviyo's regular work: what came in is read, what waits is told."""

from django.utils.translation import gettext as _

import events
from events.work import Work
from integrations import connections
from integrations.models import Connection
from integrations.sync.klaviyo import draining, queue, reading

PULL = "integrations.pull_klaviyo"


@events.handler(PULL, lease_s=300, explain=lambda work: _("Reads who opened and clicked mails of Klaviyo."))
def pull(work: Work) -> None:
    """Go on reading from where the last reading ended."""
    if connections.is_connected("klaviyo"):
        reading.pull(extend=work.extend)
        if reading.is_under_way():
            events.enqueue(PULL, {}, key=f"pull_klaviyo:after:{work.job_id}")


@events.cron("integrations.poll_klaviyo", "*/15 * * * *", lease_s=300)
def poll(work: Work) -> None:
    """Every page stands for itself, so an interrupted turn is continued by the next."""
    pull(work)


@events.handler(queue.DRAIN, lease_s=300, explain=lambda work: _("Tells Klaviyo what waits for it."))
def tell(work: Work) -> None:
    """What cannot be told now waits for the next turn: that is no failure of this one."""
    draining.drain(extend=work.extend)


@events.cron("integrations.tell_klaviyo_again", "*/5 * * * *", lease_s=300)
def tell_again(work: Work) -> None:
    """What could not be told before, in its order."""
    tell(work)


@events.cron("integrations.forget_told", "17 4 * * *", atomic=True)
def forget_told(_work: Work) -> None:
    """Drop what was told long ago."""
    queue.forget_sent()


@events.subscribe("connection.changed", when=lambda data: data.get("connector") == "klaviyo", atomic=True)
def follow(work: Work) -> None:
    """An account that was just connected is read and told at once; one that is gone is told nothing more."""
    if work.event is None:
        return
    row = Connection.objects.to("klaviyo").first()
    if row is not None and row.state == Connection.State.MISSING:
        queue.give_up_waiting(row)
    elif work.event.data.get("state") == Connection.State.CONNECTED:
        events.enqueue(PULL, {}, key=f"pull_klaviyo:{work.event.id}")
        events.enqueue(queue.DRAIN, {}, key=f"tell_klaviyo:{work.event.id}")


@events.subscribe("contact.erased", atomic=True)
def forget(work: Work) -> None:
    """Nothing more is told of them."""
    if work.event and work.event.subject_id.isdecimal():
        queue.forget_contact(int(work.event.subject_id))
