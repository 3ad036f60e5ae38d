"""Reading JSON that a stranger wrote."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 20


def read_json(text: str) -> Any:
    """Parse `text`; raises Refused for anything that is no sound JSON (depth, size, NaN)."""
    if len(text) > MAX_CHARACTERS or _depth(text) > MAX_DEPTH:
        raise Refused(_("This JSON is too large or too deep."), code="bad_json")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        raise Refused(_("This is not JSON."), code="bad_json") from error


def _depth(text: str) -> int:
    """How deep the brackets nest, read without recursion (the parser itself would overflow)."""
    depth = deepest = 0
    in_text = escaped = False
    for sign in text:
        if in_text:
            in_text = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            in_text = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _no_constant(name: str) -> None:
    raise ValueError(name)
