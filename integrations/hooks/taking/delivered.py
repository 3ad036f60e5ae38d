"""The delivery that an event speaks of."""

from collections.abc import Mapping
from typing import Any

from integrations.models import Delivery
from integrations.sync import pulling

FORGOTTEN = b"{}"
"""The body of a delivery that named somebody who was erased."""


def of(data: Mapping[str, Any]) -> Delivery | None:
    """None when it was forgotten, or where real people never come in."""
    found = Delivery.objects.select_related("connection").filter(pk=data.get("delivery", 0)).first()
    if found is None or bytes(found.body) == FORGOTTEN or not pulling.may_write():
        return None
    return found
