"""A real SMTP server on this machine, with a behaviour of our choice; and no waits for services."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.integrations.waits import slept

__all__ = ["slept"]


class Post:
    """Collects what it takes; `answers` says what it replies to RCPT and DATA, or "drop"."""

    def __init__(self, rcpt: str, data: str) -> None:
        self.rcpt, self.data = rcpt, data
        self.taken: list[bytes] = []

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.data.startswith(("250", "drop")):
            self.taken.append(envelope.original_content)
        if self.data == "drop":
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 OK" if self.data == "drop" else self.data


@pytest.fixture
def smtp(settings: Any) -> Iterator[Callable[..., Post]]:
    """Start a server; `EMAIL_URL` points at it."""
    started: list[Controller] = []

    def start(*, rcpt: str = "250 OK", data: str = "250 OK") -> Post:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        post = Post(rcpt, data)
        controller = Controller(post, hostname="127.0.0.1", port=port, ready_timeout=10)
        controller.start()
        started.append(controller)
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}?timeout=5"
        return post

    yield start
    for controller in started:
        controller.stop()
