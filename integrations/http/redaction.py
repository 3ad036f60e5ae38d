"""What may leave a call into a log line or an error: shapes and shortened words, never a secret."""

import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "[hidden]"
SHORTEST = 4
"""Shorter values are not hidden: replacing them would blot out ordinary words."""

_named = re.compile(
    r"(?i)(authorization|api[-_]?key|access[-_]?token|refresh[-_]?token|client[-_]?secret|password|secret|token)"
    r"(\"?\s*[:=]\s*\"?)((?:Bearer|Basic|Key)\s+)?[^\s\"&,;}]+"
)
_plain_word = re.compile(r"[a-z][a-z_.:-]{0,30}|v\d{1,3}|\d{4}-\d{2}(-\d{2})?")


def redact(text: str, secrets: Iterable[str], *, limit: int = 300) -> str:
    """`text` without the secrets, in any of the ways they are written in an address, at most `limit` long."""
    for secret in sorted((secret for secret in secrets if len(secret) >= SHORTEST), key=len, reverse=True):
        for written in {secret, quote(secret, safe=""), quote(secret)}:
            text = text.replace(written, HIDDEN)
    return _named.sub(rf"\1\2{HIDDEN}", text)[:limit]


def shape(path: str) -> str:
    """A path without its ids, names and addresses: `/v1/customers/cus_9A/x` → `/v1/customers/*/x`."""
    parts = path.partition("?")[0].split("/")
    return "/".join(part if not part or _plain_word.fullmatch(part) else "*" for part in parts)[:80]
