"""Times as services write them."""

from collections.abc import Callable
from datetime import datetime

from tenants.errors import Refused


def zoned(value: object, nonsense: Callable[[], Refused]) -> datetime:
    """A time in ISO 8601 with its zone; raises what `nonsense` makes where it is none, or names no zone."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise nonsense() from None
    if found.tzinfo is None:
        raise nonsense()
    return found
