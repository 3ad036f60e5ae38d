"""Forms that carry a file."""

from collections.abc import Mapping

import httpx


def multipart(
    fields: Mapping[str, str], *, name: str, filename: str, content: bytes, kind: str
) -> tuple[bytes, dict[str, str]]:
    """The body, and the header that names its boundary (RFC 7578)."""
    request = httpx.Request(
        "POST", "https://unused.invalid/", data=dict(fields), files={name: (filename, content, kind)}
    )
    return request.read(), {"Content-Type": request.headers["Content-Type"]}
