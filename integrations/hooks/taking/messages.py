"""Somebody wrote, or could not be reached. The text stays in the delivery: here is only asked whether it says stop."""

from collections.abc import Mapping
from typing import Any, cast

from crm.services import record_activity, suppress
from crm.services.people import phone_key
from integrations.hooks.contract import Message, Talking
from integrations.hooks.receiving import webhooks_of
from integrations.hooks.taking import delivered, people
from integrations.hooks.taking.stopping import asks_to_stop
from integrations.models import Delivery

RECEIVED, FAILED = "message.received", "message.failed"


def take(type_: str, subject_id: str, data: Mapping[str, Any]) -> bool:
    """Note one message with the contact it is from, or was for; False when nothing is known of it any more.

    Runs in the transaction of its job. Whoever asks for no more is written to no more on that channel,
    whether they are a contact or not.
    """
    delivery = delivered.of(data)
    if delivery is None:
        return False
    module = cast(Talking, webhooks_of(delivery.connection.connector))
    kind = FAILED if type_.endswith(FAILED) else RECEIVED
    told = module.messages(delivery.topic, bytes(delivery.body))
    found = [each for each in told if each.id == subject_id and bool(each.failed) == (kind == FAILED)]
    for message in found[:1]:
        _take(delivery, kind, message)
    return bool(found)


def _take(delivery: Delivery, kind: str, message: Message) -> None:
    stops = message.stops or (kind == RECEIVED and asks_to_stop(message.text))
    if stops and phone_key(message.number):
        suppress(message.number, message.channel, "stopped")
    contact = people.with_number(message.number)
    if contact is None:
        return
    service = delivery.connection.connector
    facts: dict[str, Any] = {"channel": message.channel, "service": service}
    facts |= {"code": message.failed} if message.failed else {}
    facts |= {"stops": True} if stops else {}
    at = message.at or delivery.received_at
    record_activity(contact, kind, at, facts, key=f"{service}:{kind}:{message.id}")
