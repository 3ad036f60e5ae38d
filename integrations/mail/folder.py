"""The local mailbox: one file per Message-ID, so that it can be looked up and never comes twice."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from functools import cached_property
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings

from tenants import faults


class HasSlug(Protocol):
    slug: str


@dataclass(frozen=True)
class StoredMessage:
    """A message in the local mailbox, with its exact bytes; its text is taken apart when somebody reads it."""

    message_id: str
    sender: str
    recipient: str
    subject: str
    at: datetime | None
    raw: bytes
    path: Path

    @cached_property
    def text(self) -> str:
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        return self._body("html")

    @cached_property
    def _message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    def _body(self, kind: str) -> str:
        part = self._message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


class FolderTransport:
    """Writes into `folder`. A message is there whole or not at all, also after a power cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, message: bytes, *, sender: str, recipient: str, message_id: str) -> None:
        """Store the message; one already there under its Message-ID is left alone."""
        faults.point("mail.before_connect")
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f".{uuid4().hex}.part"
        try:
            self._write(part, message)
            # A hard link fails where the name exists; a rename would replace it.
            with suppress(FileExistsError):
                os.link(part, self._path(message_id))
            _sync(self.folder)
            faults.point("mail.accepted")
        finally:
            part.unlink(missing_ok=True)

    def look_up(self, message_id: str) -> bool:
        return self._path(message_id).exists()

    def _write(self, part: Path, message: bytes) -> None:
        faults.point("mail.before_data")
        half = len(message) // 2
        with part.open("xb") as file:
            file.write(message[:half])
            file.flush()
            faults.point("mail.during_data")
            file.write(message[half:])
            file.flush()
            os.fsync(file.fileno())

    def _path(self, message_id: str) -> Path:
        return self.folder / f"{hashlib.sha256(message_id.encode()).hexdigest()[:40]}.eml"


def folder_of(client: HasSlug | None) -> Path:
    """Where a client's local mail lies; mail of the platform itself (password resets) has its own."""
    return Path(settings.MAILBOX_DIR) / (client.slug if client else "_platform")


def mailbox(client: HasSlug | None) -> list[StoredMessage]:
    """The client's local mail, newest first; `None` for the platform's own."""
    paths = folder_of(client).glob("*.eml")
    messages = [_read(path) for path in paths]
    return sorted(messages, key=_newest_last, reverse=True)


def _newest_last(stored: "StoredMessage") -> tuple[float, str]:
    return (stored.at.timestamp() if stored.at else 0.0, stored.path.name)


def _read(path: Path) -> StoredMessage:
    raw = path.read_bytes()
    message = BytesHeaderParser(policy=policy.default).parsebytes(raw)
    date = message["Date"]
    return StoredMessage(
        message_id=str(message["Message-ID"] or ""),
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=date.datetime if date is not None else None,
        raw=raw,
        path=path,
    )


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
