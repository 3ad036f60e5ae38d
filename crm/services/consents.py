"""Consent changes: the latest answer counts, whatever order the answers arrive in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from crm.models import ConsentEvent
from crm.models.history import Channel
from crm.services import statements


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer (a `Consent` value) and when it was given."""

    state: str
    at: datetime


@transaction.atomic
def apply_consents(asked: Mapping[int, Asked], *, source: str, known_at: datetime | None = None) -> set[int]:
    """Record e-mail consent by contact id; returns the ids for which the answer was news.

    An answer older than the stored one changes nothing, so importing a file again cannot undo an
    unsubscription. `known_at` defaults to the moment of the answer.
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
    return set(news)
