"""Forgetting a person also where a delivery names them: by address and number, which only their row knows."""

from typing import Any
from urllib.parse import quote

from django.db import connection as database
from django.dispatch import receiver

from crm.models import Contact
from crm.signals import contact_erasing
from integrations.connectors.meta_ads import matching
from integrations.hooks.taking.delivered import FORGOTTEN
from tenants import context

SHORTEST = 7
"""Fewer figures could be part of anything."""
# The shop's own deliveries are forgotten by its number as well: integrations.sync.privacy.
_BLANK = """
UPDATE integrations_delivery AS told SET body = %s
  FROM integrations_connection AS way
 WHERE way.id = told.connection_id AND way.connector <> 'shopify' AND told.state = 'done'
   AND EXISTS (SELECT 1 FROM unnest(%s::bytea[]) AS word WHERE position(word IN told.body) > 0)
"""


@receiver(contact_erasing, dispatch_uid="integrations.hooks")
def forget(contact: Contact, **_more: Any) -> None:
    """In the transaction of the erasing."""
    number = matching.phone(contact.phone, contact.country or context.current().country)
    words = {contact.email, contact.email_key, quote(contact.email_key), number if len(number) >= SHORTEST else ""}
    wanted = [word.encode() for word in sorted(words) if word]
    if wanted:
        with database.cursor() as cursor:
            cursor.execute(_BLANK, [FORGOTTEN, wanted])
