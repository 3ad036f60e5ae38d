"""A dry run in a few figures, without anybody's name: kept with its order, and compared with a later one."""

from collections import Counter
from typing import Any

from automations.services.starting import Preview

GROWING = ("effects", "asked", "cost_micros")


def summed_up(preview: Preview) -> dict[str, Any]:
    """As JSON values: what a run would do now, how much of it asks first, whom it leaves out."""
    return {
        "automation": preview.automation.slug,
        "version": preview.automation.version,
        "risk": str(preview.automation.risk.value),
        "params": preview.params,
        "actions": dict(Counter(planned.wish.slug for planned, _verdict in preview.rows)),
        "effects": len(preview.rows),
        "asked": sum(verdict.answer == "ask" for _planned, verdict in preview.rows),
        "held_out": preview.held_out,
        "left_out": [{"code": row["code"], "people": row["people"]} for row in preview.plan.left_out_stored()],
        "cost_micros": preview.cost_micros,
        "reasons": preview.decided.reasons,
    }


def of_sensor(slug: str) -> dict[str, Any]:
    """A sensor is only read: nothing is sent or changed."""
    return {"sensor": slug, "params": {}, "effects": 0, "asked": 0, "cost_micros": 0}


def grew(shown: dict[str, Any], now: dict[str, Any]) -> bool:
    """Would more happen now, or something else, than what was shown? Less is what was agreed to."""
    if any(shown.get(name) != now.get(name) for name in ("automation", "sensor", "version", "params")):
        return True
    more = any(now[name] > shown[name] for name in GROWING)
    kinds = shown.get("actions", {})
    return more or any(number > kinds.get(kind, 0) for kind, number in now.get("actions", {}).items())


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The names of what is not the same, in order."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
