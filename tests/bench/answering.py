"""A service that answers at once: what remains of a call is what the caller spends. Run by uvicorn."""

from collections.abc import Awaitable, Callable
from typing import Any

BODY = b'{"rows": [{"id": 1}]}'


async def app(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    if scope["type"] != "http":
        return
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})
