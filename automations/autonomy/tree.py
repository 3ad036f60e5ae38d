"""A condition tree: what was asked, what was compared, where it came from, and the answer.

Nodes hold codes and values, never sentences, so that `render` can say them in any language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

State = Literal["met", "unmet", "stale", "missing"]
Rule = Literal["", "all", "any"]
TELLING_FIRST: tuple[State, ...] = ("met", "stale", "unmet", "missing")


@dataclass(frozen=True)
class Compared:
    """`left op right`, both in `unit` ("%", "s" for seconds, a code such as "runs", or none)."""

    left: float
    op: Literal[">", "<", "<=", ">=", "=", "in"]
    right: float
    unit: str = ""


@dataclass(frozen=True)
class Node:
    """One condition. `source` is a code or a source's own label, `at` the time of what it says."""

    text_code: str
    state: State
    params: Mapping[str, Any] = field(default_factory=dict)
    compared: Compared | None = None
    source: str = ""
    at: datetime | None = None
    rule: Rule = ""
    children: tuple["Node", ...] = ()

    @property
    def holds(self) -> bool:
        return self.state == "met"

    def joined(self, *more: "Node") -> "Node":
        """The same condition with more parts, judged again."""
        return _judged(replace(self, children=(*self.children, *more)))

    def named(self, text_code: str) -> "Node | None":
        """The first node of this kind in the tree, itself included."""
        if self.text_code == text_code:
            return self
        return next((found for child in self.children if (found := child.named(text_code))), None)

    def obstacles(self) -> list["Node"]:
        """The first reason why the tree does not hold, or one per alternative; empty when it holds."""
        if self.holds:
            return []
        failing = [child for child in self.children if not child.holds]
        if not failing:
            return [self]
        asked = failing[:1] if self.rule == "all" else failing
        return [leaf for child in asked for leaf in child.obstacles()]


def all_of(text_code: str, children: Sequence[Node], **params: Any) -> Node:
    """Holds when every child does; else takes the state of the first that does not."""
    return _judged(Node(text_code, "unmet", params, rule="all", children=tuple(children)))


def any_of(text_code: str, children: Sequence[Node], **params: Any) -> Node:
    """Holds when one child does; else says what is least known among them."""
    return _judged(Node(text_code, "unmet", params, rule="any", children=tuple(children)))


def _judged(node: Node) -> Node:
    states = [child.state for child in node.children]
    known: State
    if node.rule == "any":
        known = next((state for state in TELLING_FIRST if state in states), "unmet")
    else:
        known = next((state for state in states if state != "met"), "met")
    return replace(node, state=known)


def to_json(node: Node) -> dict[str, Any]:
    """As stored in a DecisionRecord."""
    return {
        "text_code": node.text_code,
        "params": dict(node.params),
        "state": node.state,
        "compared": vars(node.compared) if node.compared else None,
        "source": node.source,
        "at": node.at.isoformat() if node.at else None,
        "rule": node.rule,
        "children": [to_json(child) for child in node.children],
    }


def from_json(stored: Mapping[str, Any]) -> Node:
    """The node that `to_json` wrote."""
    compared, at = stored.get("compared"), stored.get("at")
    return Node(
        text_code=stored["text_code"],
        state=stored["state"],
        params=stored.get("params", {}),
        compared=Compared(**compared) if compared else None,
        source=stored.get("source", ""),
        at=datetime.fromisoformat(at) if at else None,
        rule=stored.get("rule", ""),
        children=tuple(from_json(child) for child in stored.get("children", [])),
    )
