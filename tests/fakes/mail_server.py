"""A mail server on this machine: it speaks SMTP (RFC 5321) and puts each letter where the mailbox pages look.

Whose letter it is says the address it comes from, as `mail.sender` makes it; what the platform
writes to somebody who signs in at a client is known by where that person's address is.
"""

import asyncio
import logging
import re
import socket
from collections.abc import Callable
from email import message_from_bytes
from types import SimpleNamespace
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.conf import settings
from django.db import connection

from integrations.mail.folder import FolderTransport, folder_of
from tenants.models import Client

_slug = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def is_client(slug: str) -> bool:
    """Asked from a thread of the server's, whose connection ends with the question."""
    try:
        return Client.objects.filter(slug=slug).exists()
    finally:
        connection.close()


class MailServer:
    """`known`: is there a client of this slug?"""

    def __init__(self, known: Callable[[str], bool] = is_client) -> None:
        self._known = known
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.url = f"smtp://127.0.0.1:{port}"
        self._server = Controller(self, hostname="127.0.0.1", port=port, ready_timeout=10)

    def start(self) -> "MailServer":
        # It would tell each connection, its own trial of the port included, between what people read.
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self._server.start()
        return self

    def stop(self) -> None:
        """It may have been stopped before."""
        if not self._server.loop.is_closed():
            self._server.stop()

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        """Yes only once every letter is on the disk."""
        for recipient in envelope.rcpt_tos:
            try:
                await asyncio.to_thread(self._keep, envelope.content, envelope.mail_from, recipient)
            except OSError:
                return "452 The letter cannot be kept"
        return "250 Kept"

    def _keep(self, content: bytes, sender: str, recipient: str) -> None:
        identity = str(message_from_bytes(content)["Message-ID"] or "")
        # One letter to two people is two here: both are to be seen.
        names = {"sender": sender, "recipient": recipient, "message_id": f"{identity} {recipient}"}
        FolderTransport(folder_of(self._whose(sender, recipient))).deliver(content, **names)

    def _whose(self, sender: str, recipient: str) -> SimpleNamespace | None:
        name, _at, domain = sender.rpartition("@")
        own = name if domain == settings.MAIL_FROM_DOMAIN else ""
        for slug in (own, recipient.rpartition("@")[2].partition(".")[0]):
            if _slug.fullmatch(slug) and self._known(slug):
                return SimpleNamespace(slug=slug)
        return None
