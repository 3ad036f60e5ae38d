"""Answers of a service without the service."""

import json
from typing import Any

from integrations.http.wire import Raw


def raw(status: int, body: Any, **headers: str) -> Raw:
    return Raw(status, {"content-type": "application/json", **headers}, json.dumps(body).encode(), False)
