"""Ways a service goes wrong; each spoils one call."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """Instead of the reply. `accepted`: the effect happened all the same."""

    accepted: bool = False
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    stall: bool = False


DROP = Fault(drop=True)
DROP_AFTER_ACCEPT = Fault(accepted=True, drop=True)
STALL = Fault(accepted=True, stall=True)
MALFORMED = Fault(accepted=True, body=b'{"half": [1, 2')
NOT_A_NUMBER = Fault(accepted=True, body=b'{"total": NaN}')
DEEP = Fault(accepted=True, body=b"[" * 200_000)
EMPTY = Fault(accepted=True)
HTML = Fault(accepted=True, body=b"<!doctype html><h1>Maintenance</h1>", content_type="text/html")
HUGE = Fault(accepted=True, body=b'{"rows": "' + b"x" * 300_000 + b'"}')


def status(number: int, body: bytes = b"{}", **headers: str) -> Fault:
    """An error answer; header names may be written with underscores."""
    return Fault(status=number, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
