"""A value that never shows itself."""

import hmac
from typing import Generic, NoReturn, TypeVar

from integrations.vault import known

T = TypeVar("T", str, bytes)
HIDDEN = "•••"


class Sensitive(Generic[T]):
    """Holds a secret. Printing, logging, formatting and comparing never show it; `reveal()` alone does.

    It cannot be pickled, copied into JSON or used as a key. Whoever reveals it passes it on at
    once and keeps it in no attribute with a speaking name.
    """

    __slots__ = ("_value",)
    _value: T

    def __init__(self, value: T) -> None:
        self._value = value
        known.add(value if isinstance(value, str) else value.decode("utf-8", "replace"))

    def reveal(self) -> T:
        """The secret itself."""
        return self._value

    def __repr__(self) -> str:
        return f"Sensitive({HIDDEN})"

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return HIDDEN

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        """Equal secrets compare equal, in constant time; a plain value never does."""
        return isinstance(other, Sensitive) and hmac.compare_digest(_bytes(self._value), _bytes(other._value))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is never pickled or copied.")


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value
