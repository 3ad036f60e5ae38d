"""Consent changes: the latest answer counts, whatever order the answers arrive in. A fresh yes is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

import events
from crm.models import Consent, ConsentEvent
from crm.models.history import Channel
from crm.services import statements
from tenants import clock

FRESH_FOR = timedelta(hours=48)
"""A yes that is told of later than this is history, not a sign-up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer (a `Consent` value) and when it was given; `is_live`: its moment is known for certain."""

    state: str
    at: datetime
    is_live: bool = False


@transaction.atomic
def apply_consents(asked: Mapping[int, Asked], *, source: str, known_at: datetime | None = None) -> set[int]:
    """Record e-mail consent by contact id; returns the ids for which the answer was news.

    An answer older than the stored one changes nothing, so importing a file again cannot undo an
    unsubscription. `known_at` defaults to the moment of the answer. Somebody who has just said yes
    has signed up: `contact.subscribed`. Answers from files are never live, so no import says that.
    """
    if not asked:
        return set()
    answers: list[Any] = [list(asked), [a.state for a in asked.values()], [a.at for a in asked.values()]]
    with connection.cursor() as cursor:
        cursor.execute(statements.CONSENTS, answers)
        news = dict(cursor.fetchall())
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            contact_id=contact_id,
            channel=Channel.EMAIL,
            state=asked[contact_id].state,
            source=source,
            happened_at=asked[contact_id].at,
            known_at=known_at or asked[contact_id].at,
        )
        for contact_id, changed in sorted(news.items())
        if changed  # the same answer again is no history
    )
    for contact_id, changed in sorted(news.items()):
        if changed and _is_sign_up(asked[contact_id]):
            at = asked[contact_id].at
            key = f"contact.subscribed:{contact_id}:{at:%Y%m%dT%H%M%S.%f}"
            events.publish("contact.subscribed", ("contact", contact_id), {"at": at}, key=key)
    return set(news)


def _is_sign_up(answer: Asked) -> bool:
    return answer.is_live and answer.state == Consent.OPTED_IN and clock.now() - answer.at < FRESH_FOR
