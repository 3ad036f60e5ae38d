"""What may enter rows that all clients share: ids, counts, money, states and times, never text."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

Scalar = str | int | float | bool | None

# One word: a slug, an id, a state, an ISO time. Neither a blank nor an at sign fits, so no
# sentence and no address does.
WORD = re.compile(r"[\w.:+/*,-]{0,200}", re.ASCII)
KEY = re.compile(r"[\w.:+/*,=-]{1,200}", re.ASCII)


def flat(values: Mapping[str, Any] | None) -> dict[str, Scalar]:
    """The values ready for a JSON column; raises ValueError for anything nested or textual."""
    return {_name(name): _scalar(name, value) for name, value in (values or {}).items()}


def key(text: str) -> str:
    """An idempotency key; raises ValueError unless it is one word of at most 200 characters."""
    if not KEY.fullmatch(text):
        raise ValueError(f"A key is one word of at most 200 characters, not {len(text)} of other kinds.")
    return text


def _name(name: object) -> str:
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError("Names of shared values are plain identifiers.")
    return name


def _scalar(name: str, value: object) -> Scalar:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        if value - value == 0:
            return value
        raise ValueError(f"{name} is not a finite number.")
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str) and WORD.fullmatch(value):
        return str(value)
    raise ValueError(f"{name} is neither an id, a number, a state nor a time.")
