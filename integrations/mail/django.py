"""Django's own mails (password resets) through the same transports."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from integrations.mail.sending import platform_transport
from tenants import context
from tenants.errors import Problem


class Backend(BaseEmailBackend):
    """Hands each recipient's message to the platform's transport: these are its own words, also on a client's page."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were taken; raises the transport's Problem unless `fail_silently`."""
        return sum(self._send(each) for each in email_messages)

    def _send(self, message: EmailMessage) -> bool:
        mime = message.message()
        transport = platform_transport(context.current_or_none())
        for number, recipient in enumerate(message.recipients()):
            try:
                transport.deliver(
                    mime.as_bytes(),
                    sender=parseaddr(message.from_email)[1],
                    recipient=parseaddr(recipient)[1],
                    message_id=f"{mime['Message-ID']}/{number}",
                )
            except Problem:
                if not self.fail_silently:
                    raise
                return False
        return True
