"""Keeping secrets out of logs: by the name they stand under, and by their value."""

import re
from collections.abc import Mapping
from typing import Any

from structlog.typing import EventDict

from integrations.vault.known import HIDDEN, redact

NAMES = re.compile(
    r"API|TOKEN|KEY|SECRET|PASS|SIGNATURE|HMAC|AUTHORIZATION|COOKIE|CREDENTIAL|VERIFIER|WEBHOOK_URL|PRIVATE",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"^(key|keys|key_order|job_key|token_type|api_version)$", re.IGNORECASE)
DEEPEST = 6


def hide_names(logger: object, method: str, event: EventDict) -> EventDict:
    """A log line's fields that are named like secrets lose their values (structlog processor)."""
    cleaned: EventDict = _without(event, 0)
    return cleaned


def hide_values(logger: object, method: str, line: Any) -> Any:
    """A finished log line loses every secret this process knows (structlog's last processor)."""
    return redact(line) if isinstance(line, str) else line


def hide_in_event(logger: object, method: str, event: EventDict) -> EventDict:
    """The same for a line on its way: whoever else listens to the record sees no secret either."""
    return {name: redact(value) if isinstance(value, str) else value for name, value in event.items()}


def is_secret(name: str) -> bool:
    """Is a field of this name to be hidden whatever it holds?"""
    return bool(NAMES.search(name)) and not _ALLOWED.match(name)


def _without(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        return value
    if isinstance(value, Mapping):
        return {
            name: HIDDEN
            if isinstance(name, str) and is_secret(name) and inner not in (None, "")
            else _without(inner, depth + 1)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(_without(inner, depth + 1) for inner in value)
    return value
