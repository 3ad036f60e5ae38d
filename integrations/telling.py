"""Telling a client's owners that a service stopped working, and what to do about it."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

import events
from integrations import connections, mail
from tenants import clock, context
from tenants.models import Member, MemberRole, User

PAGE = "/integrations/"
HANDLER = "integrations.tell_owner"


def plan(connector: str, event_id: int) -> int:
    """A job for each owner of the active client; how many."""
    owners = Member.objects.filter(client=context.current(), role=MemberRole.OWNER, user__is_active=True)
    jobs = [
        events.enqueue(
            HANDLER,
            {"connector": connector, "user_id": user_id, "event_id": event_id},
            key=f"tell:{event_id}:{user_id}",
        )
        for user_id in owners.order_by("pk").values_list("user_id", flat=True)
    ]
    return sum(job is not None for job in jobs)


def tell(connector: str, user_id: int, event_id: int) -> bool:
    """One mail to an owner, unless the service works again or they left; True when it went out.

    Raises Temporary, Refused or Unknown as `mail.deliver` does.
    """
    client = context.current()
    member = Member.objects.filter(client=client, user_id=user_id, role=MemberRole.OWNER).select_related("user").first()
    if member is None or connections.status(connector).state != "broken":
        return False
    return _send(member.user, connector, event_id)


def _send(user: User, connector: str, event_id: int) -> bool:
    client = context.current()
    identity = f"<connection-{client.pk}-{event_id}-{user.pk}@{settings.MAIL_FROM_DOMAIN}>"
    sender = f"no-reply@{settings.MAIL_FROM_DOMAIN}"
    with override(user.language or client.language):
        found = connections.status(connector)
        message = EmailMessage(policy=SMTP)
        message["Subject"] = _("%(title)s stopped working") % {"title": found.title}
        message["From"], message["To"], message["Message-ID"] = sender, user.email, identity
        message["Date"] = format_datetime(clock.now())
        message.set_content(
            _("%(sentence)s\n\nUntil then what depends on it waits. %(link)s\n")
            % {"sentence": found.sentence, "link": client.url(PAGE)}
        )
    if mail.obstacle(client, user.email, by_platform=True):
        return False
    raw = message.as_bytes()
    mail.deliver(raw, sender=sender, recipient=user.email, message_id=identity, by_platform=True)
    return True
