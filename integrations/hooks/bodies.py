"""Reading what services send: whatever is not as documented is one refusal, never a broken job."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from tenants.errors import Refused

_WORD = re.compile(r"[\w.:+/-]{1,120}", re.ASCII)


@contextmanager
def documented(service: str) -> Iterator[None]:
    """Whatever is missing or of another kind raises Refused `nonsense`."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, OSError):
        sentence = _("This delivery is not what %(service)s documents.") % {"service": service}
        raise Refused(sentence, code="nonsense") from None


def parsed(body: bytes) -> dict[str, Any]:
    """An object in JSON. Raises ValueError, RecursionError."""
    said = json.loads(body)
    if not isinstance(said, dict):
        raise TypeError("Not an object.")
    return said


def word(value: object) -> str:
    """An id or a code that fits rows which all clients share. Raises ValueError."""
    if not isinstance(value, str | int) or not _WORD.fullmatch(str(value)):
        raise ValueError("Not one word.")
    return str(value)


def zoned(text: object) -> datetime:
    """A time in ISO 8601 with its zone. Raises ValueError."""
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError("No zone.")
    return found


def moment(seconds: object, *, per_second: int = 1) -> datetime:
    """A time that is counted since 1970. Raises ValueError, OverflowError, OSError."""
    return datetime.fromtimestamp(int(str(seconds)) / per_second, UTC)
