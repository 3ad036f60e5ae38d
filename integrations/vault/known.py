"""The secrets this process has held, so that they can be taken out of whatever it is about to show.

Only what a process has seen can it leak; the newest `KEPT` are remembered, in memory alone.
"""

import base64
import html
import json
from collections import OrderedDict
from threading import Lock
from urllib.parse import quote, quote_plus

KEPT = 500
SHORTEST = 6
"""Shorter values would blot out ordinary words and numbers."""
HIDDEN = "•••"

_lock = Lock()
_forms: OrderedDict[str, tuple[str, ...]] = OrderedDict()
_all: tuple[str, ...] = ()


def add(value: str) -> None:
    """Remember a secret; too short ones are covered by the name they stand under alone."""
    global _all
    if len(value) < SHORTEST or value in _forms:
        return
    with _lock:
        _forms[value] = _written(value)
        while len(_forms) > KEPT:
            _forms.popitem(last=False)
        # Longest first: a secret that contains another one is hidden whole.
        _all = tuple(sorted({form for forms in _forms.values() for form in forms}, key=len, reverse=True))


def _written(value: str) -> tuple[str, ...]:
    """The ways a value turns up in text: as it is, and as Python, JSON, HTML, an address or base64 writes it."""
    inner = repr(value)[1:-1]
    plain = {value, inner, repr(inner)[1:-1], inner.replace("'", "\\'"), json.dumps(value)[1:-1]}
    coded = {quote(value, safe=""), quote_plus(value), base64.b64encode(value.encode()).decode().rstrip("=")}
    return (*plain, *coded, *(html.escape(form) for form in plain))


def redact(text: str) -> str:
    """The text with every remembered secret blotted out."""
    for form in _all:
        if form in text:
            text = text.replace(form, HIDDEN)
    return text


def forget() -> None:
    """Remember nothing any more (tests)."""
    global _all
    with _lock:
        _forms.clear()
        _all = ()
