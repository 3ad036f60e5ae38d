"""What the catalogue may not do, found by reading its source."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from automations import catalog

FORBIDDEN = {
    "objects": "reads or writes rows past its context",
    "now": "takes the time from elsewhere than its context",
    "random": "is not repeatable",
}
ALLOWED_NOW = {"ctx"}


@register()
def catalogue_plans_only(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """`plan` sees data and time through `ctx` alone; that makes it repeatable."""
    folder = Path(catalog.__path__[0])
    return [
        Error(f"{path.name}:{line} {why}; a plan uses ctx.", id="automations.E001")
        for path in sorted(folder.rglob("*.py"))
        for line, why in violations(path.read_text(encoding="utf-8"))
    ]


def violations(source: str) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) for each forbidden name in the source of an automation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if not (node.attr == "now" and owner in ALLOWED_NOW):
                yield node.lineno, FORBIDDEN[node.attr]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
            if {"random", "secrets", "time"} & set(names):
                yield node.lineno, FORBIDDEN["random"]
