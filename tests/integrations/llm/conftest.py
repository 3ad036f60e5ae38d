"""A purpose that only tests know, with its prompt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrations import llm
from integrations.llm import prompts, purposes
from tests.integrations.ai_services import models

__all__ = ["models"]

FORM = llm.Form((llm.Text("title", "a title", 3, 40), llm.Whole("stars", "how good", 1, 5)))
GOOD = '{"title": "Bien reçu", "stars": 4}'
FIRST = {"title": "Bien reçu", "stars": 4}
PROMPT = "name: Test\nlanguage: en\n\n[system]\nYou are terse.\n\n[task]\nGive a title.\n"


@pytest.fixture(autouse=True)
def purpose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> llm.Purpose:
    folder = tmp_path / "prompts" / "testing"
    folder.mkdir(parents=True)
    (folder / "1.txt").write_text(PROMPT)
    monkeypatch.setattr(prompts, "FOLDER", tmp_path / "prompts")
    monkeypatch.setattr(purposes, "_registered", {})
    prompts.template.cache_clear()
    made = llm.register(llm.Purpose("testing", "critical", lambda data: {"title": data["name"], "stars": 3}))
    yield made
    prompts.template.cache_clear()


@pytest.fixture
def ask(in_a: Any) -> Callable[..., llm.Answer]:
    """Ask the test's question inside client A."""

    def question(**data: str | int) -> llm.Answer:
        return llm.ask("testing", llm.Prompt("1", {"name": "Plain", **data}), FORM)

    return question
