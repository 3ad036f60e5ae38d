"""Parameters on the command line."""

from typing import Any

from django.core.management.base import CommandError

from automations.fields.reading import read_json


def read_params(text: str) -> dict[str, Any]:
    """The object that `text` is; CommandError where it is none, Refused where it is no JSON."""
    found = read_json(text)
    if not isinstance(found, dict):
        raise CommandError('Parameters are a JSON object, such as {"name": "value"}.')
    return found
