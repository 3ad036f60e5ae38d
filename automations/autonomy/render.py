"""A condition tree for people: in the active language, with figures, sources and times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from automations import moments
from automations.autonomy import words
from automations.autonomy.tree import Node, State, from_json
from automations.models import DecisionRecord
from sensors.freshness import in_words

# What the pages call it when a condition does not hold; only what something else blocks wears a lock.
LOOKS: dict[State, str] = {"met": "ok", "unmet": "unmet", "stale": "stale", "missing": "missing"}
# As it is written, and the opposite, which is true where the condition does not hold.
SIGNS = {">": (">", "≤"), "<": ("<", "≥"), ">=": ("≥", "<"), "<=": ("≤", ">"), "=": ("=", "≠"), "in": ("∈", "∉")}
MARKS: dict[State, str] = {"met": "+", "unmet": "-", "stale": "~", "missing": "?"}


@dataclass(frozen=True)
class Rendered:
    """One condition as shown: `detail` holds the comparison, the source and the time."""

    state: str
    mark: str
    label: str
    detail: str
    children: list["Rendered"]


def rendered(stored: Mapping[str, Any]) -> Rendered:
    """The tree of a DecisionRecord, for a page."""
    return _node(from_json(stored))


def lines(stored: Mapping[str, Any]) -> list[str]:
    """The same as indented lines, for a terminal."""
    return list(_lines(rendered(stored), 0))


def why(record: DecisionRecord) -> str:
    """One sentence: what it did, or the first thing that stood in the way."""
    if record.outcome == DecisionRecord.Outcome.ACTED:
        return record.directive
    obstacles = [_node(node) for node in from_json(record.tree).obstacles()]
    if not obstacles:
        return _("Nothing to do.")
    shown = "; ".join(f"{one.label} ({one.detail})" for one in obstacles)
    return _("Not done, because this does not hold: %(conditions)s.") % {"conditions": shown}


def _node(node: Node) -> Rendered:
    rule = {"all": _("all of"), "any": _("any of"), "": ""}[node.rule]
    parts = [rule, compared_words(node), words.remark(node.text_code, node.params), _origin(node)]
    return Rendered(
        state=LOOKS[node.state],
        mark=MARKS[node.state],
        label=words.text(node.text_code, node.params),
        detail=" · ".join(part for part in parts if part),
        children=[_node(child) for child in node.children],
    )


def compared_words(node: Node) -> str:
    """What was compared, such as 51.8 ≤ 60, with units; the sign is the true one. Empty where nothing was compared."""
    compared = node.compared
    if compared is None:
        return ""
    sign = SIGNS[compared.op][node.state == "unmet"]
    if compared.unit == "s":
        left, right = (in_words(timedelta(seconds=value)) for value in (compared.left, compared.right))
        return f"{left} {sign} {right}"
    if compared.unit in words.UNITS:
        return f"{words.figure(compared.left, '')} {sign} {words.figure(compared.right, compared.unit)}"
    return f"{words.figure(compared.left, compared.unit)} {sign} {words.figure(compared.right, compared.unit)}"


def _origin(node: Node) -> str:
    """Source and time of a leaf; a branch has those of its parts."""
    if not node.source:
        return ""
    return ", ".join(part for part in (words.source(node.source), moments.moment(node.at) if node.at else "") if part)


def _lines(node: Rendered, depth: int) -> Iterator[str]:
    detail = f"  [{node.detail}]" if node.detail else ""
    yield f"{'  ' * depth}{node.mark} {node.label}{detail}"
    for child in node.children:
        yield from _lines(child, depth + 1)
