"""What a decision's tree adds to a trace: the pressures and gaps that asked, the checks, the dry run."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from automations.autonomy import words
from automations.autonomy.render import compared_words
from automations.autonomy.tree import Node, from_json
from automations.models import DecisionRecord
from automations.trace_step import TraceStep

CHECKED = (
    "client_active",
    "not_paused",
    "budget_left",
    "switched_on",
    "ready",
    "nothing_alike",
    "rested",
    "never_acted",
)
"""What must hold beside the cause before a decision is even tried."""


def causes(record: DecisionRecord) -> Iterator[TraceStep]:
    """Each pressure and each goal that was compared, and whether it asked."""
    for node in _all(from_json(record.tree)):
        if node.text_code == "pressure":
            yield _cause(node, "pressure", "pressure_above_limit")
        elif node.text_code == "goal":
            yield _cause(node, "gap", "behind_goal")
        elif node.text_code == "no_goal":
            yield _cause(node, "gap", "no_goal")


def checks(record: DecisionRecord) -> Iterator[TraceStep]:
    """What was checked beside the cause, and what the dry run found."""
    tree = from_json(record.tree)
    checked = [node for node in _all(tree) if node.text_code in CHECKED]
    if checked:
        holding = all(node.holds for node in checked)
        text = ". ".join(words.text(node.text_code, node.params) for node in checked if node.holds) + "."
        state = "ok" if holding else "unmet"
        yield TraceStep("decided", "policy", _("Conditions"), text, state, record.at, _("fixed rules"))
    critic = tree.named("critic")
    if critic is not None:
        yield _critic(critic, record)
    dry_run = tree.named("dry_run")
    if dry_run is not None:
        text = compared_words(dry_run) or words.remark(dry_run.text_code, dry_run.params)
        state = "ok" if dry_run.holds else "unmet"
        yield TraceStep("decided", "dry_run", _("Dry run"), text, state, dry_run.at, words.source(dry_run.source))


def _critic(critic: Node, record: DecisionRecord) -> TraceStep:
    """What the critic looked at, and what it objected to."""
    held = ". ".join(words.text(node.text_code, node.params) for node in critic.children if node.holds)
    against = " ".join(words.remark(node.text_code, node.params) for node in critic.children if not node.holds)
    text, state = (against, "unmet") if against else (f"{held}.", "ok")
    return TraceStep("decided", "critic", _("Critic"), text, state, record.at, words.source("critic"))


def _cause(node: Node, kind: str, comparison: str) -> TraceStep:
    """One cause with its comparison; the state says whether it asked for something."""
    leaf = node.named(comparison)
    text = (compared_words(leaf) or words.remark(leaf.text_code, leaf.params)) if leaf is not None else ""
    asks = _("asks") if node.holds else _("does not ask")
    at, source = (leaf.at, words.source(leaf.source)) if leaf is not None else (None, "")
    title = words.text(node.text_code, node.params)
    return TraceStep("sensed", kind, title, f"{text} ({asks})".strip(), "ok" if node.holds else "unmet", at, source)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)
