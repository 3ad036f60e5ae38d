"""The order that autonomy gives, as sentences a person could have written."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from automations.autonomy import words
from automations.autonomy.tree import Compared, Node


def directive(automation: str, causes: Sequence[Node]) -> str:
    """One sentence per cause that asks, then what to do; in the active language."""
    sentences = [_pressure(cause) if cause.text_code == "pressure" else _goal(cause) for cause in causes]
    doing = words.text("act", {"automation": automation})
    return " ".join([*sentences, f"{doing}."])


def _pressure(cause: Node) -> str:
    compared = _compared(cause, "pressure_above_limit")
    return _("Bring the pressure on %(sector)s from %(level)s to under %(limit)s.") % {
        "sector": words.shown("sector", cause.params["sector"]),
        "level": words.figure(compared.left, compared.unit),
        "limit": words.figure(compared.right, compared.unit),
    }


def _goal(cause: Node) -> str:
    compared = _compared(cause, "behind_goal")
    return _("Bring “%(metric)s” from %(value)s to %(target)s.") % {
        "metric": words.shown("metric", cause.params["metric"]),
        "value": words.figure(compared.left, compared.unit),
        "target": words.figure(compared.right, compared.unit),
    }


def _compared(cause: Node, text_code: str) -> Compared:
    """What a cause that holds was measured by; such a cause always compares."""
    node = cause.named(text_code)
    if node is None or node.compared is None:
        raise ValueError(f"{cause.text_code} holds without {text_code}")
    return node.compared
