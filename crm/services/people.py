"""Changes to one contact: tags, consent, suppression, activities."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import F, Func, Value
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

import events
from crm import signals
from crm.consent import address_key
from crm.models import Activity, Consent, Contact, Suppression
from crm.models.history import Channel
from crm.services.consents import Asked, apply_consents
from tenants import clock, ledger
from tenants.errors import Refused
from tenants.models import User

TAG_LENGTH = 64
_NOTE = (
    f"INSERT INTO {Activity._meta.db_table} (contact_id, kind, key, data, happened_at, known_at)"  # noqa: S608  our own names
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING"
)
"""One statement: this runs with every effect, and looking first would race."""


@transaction.atomic(savepoint=False)
def tag_contact(contact: Contact, tag: str, *, by_action: UUID) -> bool:
    """Put a tag on a contact; False if it is there already, or this action has done it before."""
    return _retag(contact, tag, adds=True, by_action=by_action)


@transaction.atomic(savepoint=False)
def untag(contact: Contact, tag: str, *, by_action: UUID) -> bool:
    """Take a tag off; False if it is not there."""
    return _retag(contact, tag, adds=False, by_action=by_action)


def _retag(contact: Contact, tag: str, *, adds: bool, by_action: UUID) -> bool:
    name = tag.strip()
    if not 0 < len(name) <= TAG_LENGTH:
        raise Refused(_("A tag has 1 to 64 characters."), code="bad_tag")
    wearing = Contact.objects.filter(pk=contact.pk, tags__contains=[name])
    rows = Contact.objects.filter(pk=contact.pk).exclude(tags__contains=[name]) if adds else wearing
    function = "array_append" if adds else "array_remove"
    tags = ArrayField(models.CharField(max_length=TAG_LENGTH))
    word = Value(name, output_field=models.CharField(max_length=TAG_LENGTH))
    if not rows.update(tags=Func(F("tags"), word, function=function, output_field=tags)):
        return False
    kind, now = "tag.added" if adds else "tag.removed", clock.now()
    key = f"{kind}:{by_action}:{contact.pk}"
    record_activity(contact, kind, now, {"tag": name}, key=key)
    signals.tags_changed.send(Contact, contact=contact, tag=name, added=adds, key=key, at=now)
    contact.__dict__.pop("tags", None)  # read again by whoever looks
    return True


@transaction.atomic
def set_consent(
    contact: Contact, state: Consent, *, source: str, at: datetime | None = None, by: User | None = None
) -> bool:
    """Record an answer to "may we write to you by e-mail?"; False if a later one is stored.

    `source` says where it was given, such as "unsubscribe-link".
    """
    now = clock.now()
    news = apply_consents({contact.pk: Asked(state, at or now, is_live=True)}, source=source, known_at=now)
    if not news:
        return False
    ledger.write("contact.consent", contact, by=by)
    contact.refresh_from_db(fields=["email_consent", "consent_at"])
    signals.consent_changed.send(Contact, contact=contact, at=now)
    return True


@transaction.atomic
def suppress(address: str, channel: str, reason: str, *, by: User | None = None) -> bool:
    """Never write to this address again, whoever it belongs to; False if that was so already.

    Raises Refused for something that is not an address of the channel.
    """
    key = address_key(address) if channel == Channel.EMAIL else phone_key(address)
    if not key:
        raise Refused(_("This is not an address of that channel."), code="bad_address")
    values = {"reason": reason, "at": clock.now()}
    row, created = Suppression.objects.get_or_create(channel=channel, address_key=key, defaults=values)
    if created:
        ledger.write("address.suppressed", row, by=by)
    if created and reason == "complaint":
        events.publish("address.complained", row, {}, key=f"address.complained:{row.pk}")
    return created


def phone_key(phone: str) -> str:
    """Digits without leading zeros after a plus, for comparing (E.164 allows 15); "" if it is no number."""
    digits = "".join(character for character in phone if character.isdecimal())
    return f"+{int(digits)}" if 7 <= len(digits) <= 15 else ""


def record_activity(contact: Contact, kind: str, at: datetime, data: Mapping[str, Any], key: str) -> bool:
    """Note that something happened with a contact, once per `key`; False if it was noted before."""
    values: list[Any] = [contact.pk, kind, key, Jsonb(dict(data)), at, clock.now()]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
        return bool(cursor.rowcount)
