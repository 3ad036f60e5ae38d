"""What waits for a person: opening, deciding, rebasing and voiding reviews.

`reviews.open(...)`, `reviews.approve(...)` and the others are the functions of `reviews.services`,
`reviews.bulk` and `reviews.kinds`; they are found on first use, because models cannot be imported
while Django still loads its apps.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviews.bulk import approve_many, reject_many
    from reviews.kinds import register_kind
    from reviews.reasons import register_reason
    from reviews.rendering import Check, RenderedAction, RenderedMessage, RenderedReview
    from reviews.services import approve, expire, lock, open, rebase, reject, void

_HOMES = {
    "approve_many": "bulk", "reject_many": "bulk",
    "register_kind": "kinds", "register_reason": "reasons",
    "Check": "rendering", "RenderedAction": "rendering", "RenderedMessage": "rendering",
    "RenderedReview": "rendering",
    "approve": "services", "expire": "services", "lock": "services", "open": "services",
    "rebase": "services", "reject": "services", "void": "services",
}  # fmt: skip

__all__ = [
    "Check",
    "RenderedAction",
    "RenderedMessage",
    "RenderedReview",
    "approve",
    "approve_many",
    "expire",
    "lock",
    "open",
    "rebase",
    "register_kind",
    "register_reason",
    "reject",
    "reject_many",
    "void",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'reviews' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"reviews.{_HOMES[name]}"), name)
