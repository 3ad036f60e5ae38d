"""The form an answer must have, as JSON Schema for the service and as checks for what comes back.

Bounds are checked here and only told in words there: services differ in which of JSON Schema's
words they understand.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NoReturn

LONGEST_ANSWER = 20_000
_markup = re.compile(r"<\s*[a-zA-Z!/?]|&#?\w+;")


class Misfit(Exception):
    """The answer has not the form. `problems` are our own words, none of the model's."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Text:
    """Words on one line, without markup or unseen characters."""

    name: str
    about: str
    shortest: int = 1
    longest: int = 200

    def schema(self) -> dict[str, Any]:
        bounds = f"{self.shortest} to {self.longest} characters, one line, plain text"
        return {"type": "string", "description": f"{self.about} ({bounds})"}

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Misfit(f"{self.name} must be a text")
        text = unicodedata.normalize("NFC", value).strip()
        if not self.shortest <= len(text) <= self.longest:
            raise Misfit(f"{self.name} must have {self.shortest} to {self.longest} characters")
        # Controls, invisible directions, half characters: none of them can be proof-read.
        if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in text):
            raise Misfit(f"{self.name} must be one line of visible characters")
        if _markup.search(text):
            raise Misfit(f"{self.name} must not hold markup")
        return text


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    name: str
    about: str
    words: tuple[str, ...]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words), "description": self.about}

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise Misfit(f"{self.name} must be one of {', '.join(self.words)}")
        return value


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    name: str
    about: str
    least: int
    most: int

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "description": f"{self.about} ({self.least} to {self.most})"}

    def read(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise Misfit(f"{self.name} must be a whole number from {self.least} to {self.most}")
        return value


@dataclass(frozen=True)
class Form:
    """An object with exactly these fields."""

    fields: tuple[Text | Choice | Whole, ...]

    def schema(self) -> dict[str, Any]:
        """As JSON Schema, in the strict manner all services take."""
        return {
            "type": "object",
            "properties": {field.name: field.schema() for field in self.fields},
            "required": [field.name for field in self.fields],
            "additionalProperties": False,
        }

    def parse(self, text: str) -> dict[str, Any]:
        """The values of an answer. Raises Misfit."""
        if len(text) > LONGEST_ANSWER:
            raise Misfit("the answer is far too long")
        try:
            found = json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise Misfit("the answer must be one JSON object and nothing else") from None
        return self.read(found)

    def read(self, found: Any) -> dict[str, Any]:
        """The values of an object. Raises Misfit naming everything that does not fit."""
        names = {field.name for field in self.fields}
        if not isinstance(found, dict) or set(found) != names:
            raise Misfit(f"the answer must be an object with exactly the fields {', '.join(sorted(names))}")
        values: dict[str, Any] = {}
        problems: list[str] = []
        for field in self.fields:
            try:
                values[field.name] = field.read(found[field.name])
            except Misfit as misfit:
                problems.extend(misfit.problems)
        if problems:
            raise Misfit(*problems)
        return values


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
