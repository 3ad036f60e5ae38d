"""Who is left without a message, so that the effect of the others' can be told."""

import hashlib

SHARE_PERCENT = 10


def is_held_out(client_id: int, automation: str, contact_id: int, *, share_percent: float = SHARE_PERCENT) -> bool:
    """The same answer for ever, for every step: a hash of client, automation and contact."""
    name = f"{client_id}/{automation}/{contact_id}"
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    return number % 10_000 < share_percent * 100
