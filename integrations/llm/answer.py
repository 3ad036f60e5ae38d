"""What came of a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RULES = "rules"


@dataclass(frozen=True)
class Answer:
    """`values` fit the form that was asked for. `by` is a connector's slug, or "rules".

    `failed` names each service that was passed over, with the code of its failure; `prompt` is the
    purpose and the version asked with. `cost_micros`: in millionths of the client's currency.
    """

    values: Mapping[str, Any]
    by: str
    model: str
    prompt: str
    failed: tuple[tuple[str, str], ...] = ()
    steps: int = 0
    cost_micros: int = 0

    @property
    def is_by_rules(self) -> bool:
        return self.by == RULES
