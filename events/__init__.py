"""What happened, and the work that is due because of it.

`publish` and `enqueue` write rows in the transaction of the change; the dispatcher finds due
work and Celery carries it to the workers. See docs/architecture.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from events.registry import cron, handler, subscribe
from events.work import LeaseLost, Work

if TYPE_CHECKING:
    from events import board, schedules, services
    from events.bulk import alike, insert_with_job, settle
    from events.outbox import cancel, enqueue, publish
    from events.running import run_due

__all__ = [
    "LeaseLost",
    "Work",
    "alike",
    "board",
    "cancel",
    "cron",
    "enqueue",
    "handler",
    "insert_with_job",
    "publish",
    "run_due",
    "schedules",
    "services",
    "settle",
    "subscribe",
]

# These need the app registry, which is not ready while this package is first imported.
_LATE = {
    "alike": "bulk",
    "cancel": "outbox",
    "enqueue": "outbox",
    "insert_with_job": "bulk",
    "publish": "outbox",
    "run_due": "running",
    "settle": "bulk",
}
_MODULES = {"board", "schedules", "services"}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(f"events.{_LATE[name]}"), name)
    if name in _MODULES:
        return import_module(f"events.{name}")
    raise AttributeError(f"module 'events' has no attribute {name!r}")
