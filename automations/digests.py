"""One digest per action, over everything that makes up its effect."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from automations.models import Action, Run


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: sorted names, no blanks, UTF-8 (RFC 8785 for our values)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def of_action(action: Action, run: Run, client_id: int) -> str:
    """SHA-256, hex, over client, automation, its version and parameters, and the stored action."""
    return hashlib.sha256(
        canonical(
            {
                "client": client_id,
                "automation": run.automation,
                "version": run.version,
                "params": run.params,
                "kind": action.kind,
                "contact": action.contact_id,
                "payload": action.payload,
                "due_at": action.due_at.isoformat(),
                "guards": action.guards,
                "key": action.key,
            }
        )
    ).hexdigest()


def of_all(actions: Iterable[Action]) -> str:
    """One digest over many actions, whatever their order; for the ledger."""
    return hashlib.sha256("".join(sorted(action.digest for action in actions)).encode()).hexdigest()
