"""Sending mail: by the client's own account, else an SMTP server when `EMAIL_URL` names one, else into a folder.

A transport promises at most one message per Message-ID, or an honest "nobody knows".
"""

from integrations.mail.accounts import sender
from integrations.mail.folder import StoredMessage, mailbox
from integrations.mail.sending import Unknown, deliver, look_up, obstacle, price

__all__ = ["StoredMessage", "Unknown", "deliver", "look_up", "mailbox", "obstacle", "price", "sender"]
