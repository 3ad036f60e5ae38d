"""A session as JSON, for programs and the command line."""

from typing import Any

from automations.models import DirectiveSession

State = DirectiveSession.State


def as_json(session: DirectiveSession) -> dict[str, Any]:
    """What became of an order so far. `question` is there while it waits for an answer."""
    asks = session.state == State.ASKING
    return {
        "session": str(session.pk),
        "trace_id": str(session.trace_id),
        "state": str(session.state),
        "automation": session.automation or None,
        "read_by": session.wish.get("by"),
        "params": session.plan["params"] if session.plan else None,
        "plan": {name: value for name, value in session.plan.items() if name != "params"} if session.plan else None,
        "code": session.code or None,
        "question": session.sentence if asks else None,
        "sentence": session.sentence if not asks and session.sentence else None,
        "alternatives": session.wish.get("alternatives", []) if asks else [],
        "stages": [{"stage": each["stage"], "at": each["at"]} for each in session.stages],
        "run": str(session.run_id) if session.run_id else None,
        "reading": session.reading_id,
    }
