"""Webhooks coming in: one door, verified on the raw body, kept, then turned into events by a job.

A connector takes part with a `webhooks.py`; what it offers is `contract.Webhooks`.
"""

from importlib import import_module
from importlib.util import find_spec

from integrations import connectors


def signing_names(slug: str) -> tuple[str, ...]:
    """The names of the values with which a service signs; none for one that sends nothing."""
    name = f"{connectors.__name__}.{slug}.webhooks"
    return tuple(import_module(name).SECRETS) if find_spec(name) else ()
