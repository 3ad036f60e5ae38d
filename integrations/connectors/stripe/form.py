"""Stripe's way to write nested values in a form: `metadata[reference]=1`, `line_items[0][price]=…`."""

from collections.abc import Mapping
from typing import Any


def flat(fields: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """The fields as a plain form; None is left out. Source: docs.stripe.com/api, "Request bodies"."""
    made: dict[str, str] = {}
    for name, value in fields.items():
        key = f"{prefix}[{name}]" if prefix else name
        if isinstance(value, list | tuple):
            value = {str(index): item for index, item in enumerate(value)}
        if isinstance(value, Mapping):
            made |= flat(value, key)
        elif isinstance(value, bool):
            made[key] = "true" if value else "false"
        elif value is not None:
            made[key] = str(value)
    return made
