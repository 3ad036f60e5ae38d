"""What a service must be, beyond answering, for the client to work with it. The layers above tell; testing asks."""

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], None]
_checks: dict[str, Check] = {}


def check(connector: str) -> Callable[[Check], Check]:
    """Have the function asked with what the connector's `probe` answered; it raises Refused where it does not fit."""

    def register(function: Check) -> Check:
        _checks[connector] = function
        return function

    return register


def require(connector: str, answer: Any) -> None:
    """Raises Refused with what does not fit."""
    if connector in _checks:
        _checks[connector](answer)
