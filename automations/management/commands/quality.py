"""`manage.py quality bant|directives|churn|all GOLD [--out PRED]`"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from automations import quality
from automations.quality.files import Unreadable, read_rows, write_rows

DEVELOPMENT = "Development figures: measured on data that was in sight while the code was written."


class Command(BaseCommand):
    help = "Scores of the rules on labelled examples (bant, directives), of forecasts on orders (churn), or of all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["bant", "directives", "churn", "all"])
        parser.add_argument(
            "gold", type=Path, help="file of examples, a JSON object a line; for churn and all a folder"
        )
        parser.add_argument("--out", type=Path, help="write the predictions into this file (bant, directives)")

    def handle(self, *args: Any, **options: Any) -> None:
        what, gold, out = options["what"], options["gold"], options["out"]
        try:
            if what == "all":
                self.everything(gold)
            else:
                self.one(what, gold, out)
        except Unreadable as error:
            raise CommandError(str(error)) from error

    def one(self, what: str, gold: Path, out: Path | None) -> None:
        """Predict, write where asked, and print the figures where the examples carry their answers."""
        module = modules().get(what)
        if module is None:
            raise CommandError(f"Nothing called {what} is measured. There are: {', '.join(modules())}.")
        self.stdout.write(f"{what}: {gold}")
        if hasattr(module, "report"):
            if out:
                raise CommandError(f"{what} writes no predictions. Leave --out away.")
            self.say(module.report(gold))
            return
        if out and (not out.absolute().parent.is_dir() or out.is_dir()):
            raise CommandError(f"{out} cannot be written: give a file in an existing folder.")
        rows = read_rows(gold)
        predictions = list(module.predict(rows))
        if out:
            write_rows(out, predictions)
            self.stdout.write(f"  {len(predictions)} predictions -> {out}")
        if all("gold" in row for row in rows):
            self.say(module.summary(rows, predictions))
        else:
            self.stdout.write("  No figures: not every line carries its answer.")

    def say(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.write(f"  {DEVELOPMENT}\n")

    def everything(self, folder: Path) -> None:
        """Each measure whose file lies in `folder`, and what is missing for the others."""
        if not folder.is_dir():
            raise CommandError(
                f"{folder} is no folder. The development data is not part of the product; give a folder that "
                "holds it: make quality DATA=path/to/data"
            )
        for what, module in modules().items():
            gold = folder / module.FILE if hasattr(module, "FILE") else folder
            if not gold.exists():
                self.stdout.write(f"{what}: not measured, {gold} is missing.")
                continue
            self.one(what, gold, None)


def modules() -> dict[str, ModuleType]:
    """What can be measured, by name: the modules of `automations.quality` that carry a SLUG."""
    names = (each.name for each in pkgutil.iter_modules(quality.__path__))
    found = [import_module(f"{quality.__name__}.{name}") for name in names]
    return {module.SLUG: module for module in found if hasattr(module, "SLUG")}
