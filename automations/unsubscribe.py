"""The one-click way out of every message (RFC 8058): a signed link that never changes and never ends."""

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Consent, Contact
from crm.models.history import Channel
from crm.services import set_consent, suppress
from tenants import context
from tenants.errors import Refused
from tenants.models import Client

_SALT = "automations.unsubscribe"


def link(client: Client, contact_id: int) -> str:
    """The address on the client's own host that takes this contact out."""
    return client.url(path(client, contact_id))


def path(client: Client, contact_id: int) -> str:
    """The same without the host, for who writes many at once and asks for the host once."""
    return f"/unsubscribe/{_signer().sign(f'{client.pk}-{contact_id}')}/"


def contact_of(token: str) -> Contact:
    """Whom a link is about, at the current client; raises Refused for a link that is not ours."""
    try:
        client_id, contact_id = (int(part) for part in _signer().unsign(token).split("-"))
    except (BadSignature, ValueError) as error:
        raise Refused(_("This link is not complete. Copy it whole from the message."), code="bad_link") from error
    contact: Contact | None = Contact.objects.filter(pk=contact_id).first()
    if client_id != context.current().pk or contact is None:
        raise Refused(_("This link is not complete. Copy it whole from the message."), code="bad_link")
    return contact


@transaction.atomic
def unsubscribe(token: str) -> Contact:
    """Never write to this contact or address again; doing it twice is harmless."""
    contact = contact_of(token)
    set_consent(contact, Consent.OPTED_OUT, source="unsubscribe-link")
    if contact.email_key:
        suppress(contact.email, Channel.EMAIL, "unsubscribed")
    return contact


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")
