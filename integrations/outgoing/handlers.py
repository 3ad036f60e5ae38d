"""What happened is told to a client's systems by jobs."""

import events
from events.work import Work
from integrations.outgoing import TOPICS, sending
from integrations.outgoing.services import HANDLER


def tell_systems(work: Work) -> None:
    """One message for each address that wants the event."""
    if work.event is not None:
        sending.fan_out(work.event)


for topic in TOPICS:
    events.subscribe(topic, atomic=True)(tell_systems)


@events.handler(HANDLER, max_attempts=sending.TRIES, lease_s=120)
def send_webhook(work: Work) -> None:
    """One message to one address."""
    sending.send(int(work.args["delivery_id"]), last=work.attempt >= sending.TRIES)


@events.cron("integrations.forget_webhooks", "52 3 * * *", atomic=True)
def forget_webhooks(_work: Work) -> None:
    sending.forget()
