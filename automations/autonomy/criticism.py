"""The critic's word on a decision, as a part of its condition tree."""

from datetime import datetime

from django.utils import translation

from automations.autonomy.directive import directive
from automations.autonomy.recording import holding_causes
from automations.autonomy.tree import Node, all_of
from automations.directives.decisions import criticise_decision
from automations.policy import Decided
from tenants import context


def criticised(automation: str, tree: Node, decided: Decided, now: datetime) -> Node:
    """Every check that the critic made of the order this decision gives; what does not hold says why."""
    client = context.current()
    with translation.override(client.language):
        text = directive(automation, holding_causes(tree))
        found = criticise_decision(automation, text, client=client, decided=decided)
    checks = [
        Node(
            f"critic_{check.code}",
            "met" if check.holds else "unmet",
            {} if check.holds else {"reason": found.sentence},
            source="critic",
            at=now,
        )
        for check in found.checks
    ]
    return all_of("critic", checks)
