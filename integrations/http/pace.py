"""Waiting. Limits of a service run on real time, so a rehearsal's moved clock does not reach in here."""

import random
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

TRIES = 3
BASE_S = 0.5
LONGEST_S = 8.0
"""A caller is never held longer than this for one wait; longer ones are the job's to wait for."""


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def now() -> float:
    """Seconds since 1970, as all machines count them."""
    return time.time()


def jittered(attempt: int) -> float:
    """Seconds before try number `attempt` + 1: anything up to a doubling bound ("full jitter")."""
    return random.uniform(0, min(LONGEST_S, BASE_S * 2**attempt))


def asked(headers: Mapping[str, str]) -> float | None:
    """Seconds the service asks us to wait (RFC 9110, 10.2.3: a number or a date), at most one day."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - now()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), 86_400.0) if seconds == seconds else None
