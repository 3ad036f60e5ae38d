"""What a service answered."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem, Temporary, Unknown


@dataclass(frozen=True)
class Answer:
    """`headers` have lower-case names. `repeatable`: asking again would do no harm.

    `hide` takes our secrets out of a text and shortens it.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    title: str
    repeatable: bool
    hide: Callable[[str, int], str] = field(repr=False)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body. Raises Temporary when it is no JSON, Unknown when the call may have had its effect."""
        try:
            return json.loads(self.content, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise self.unreadable() from None

    def words(self) -> dict[str, Any]:
        """The body where it is an object, else {}: for errors, which need not have any form."""
        try:
            body = json.loads(self.content)
        except (ValueError, RecursionError):
            return {}
        return body if isinstance(body, dict) else {}

    def object(self, *path: str) -> dict[str, Any]:
        """The body, or what stands under `path`, which must be an object; raises as `json` does."""
        body = self.value(*path) if path else self.json()
        if not isinstance(body, dict):
            raise self.unreadable()
        return body

    def value(self, *path: str) -> Any:
        """What stands under `path`; raises as `json` does when nothing does."""
        found = self.json()
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if found is None:
            raise self.unreadable()
        return found

    def rows(self, *path: str) -> list[dict[str, Any]]:
        """The list of objects under `path`; a body of another form raises as `json` does."""
        body = self.json()
        for name in path:
            body = body.get(name) if isinstance(body, dict) else None
        if not isinstance(body, list) or not all(isinstance(row, dict) for row in body):
            raise self.unreadable()
        return body

    def names(self, name: str, *path: str) -> list[str]:
        """What the objects of a list that is never empty are called; raises as `json` does."""
        found = [row.get(name) for row in self.rows(*path)]
        if not found or not all(isinstance(each, str) and each for each in found):
            raise self.unreadable()
        return [str(each) for each in found]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, a body of another form than expected raises as `json` does, not as a fault of ours."""
        try:
            yield
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            raise self.unreadable() from None

    def unreadable(self) -> Problem:
        """The error for an answer that makes no sense."""
        if self.repeatable:
            sentence = _("%(title)s answered something unreadable; it is asked again later.")
            return Temporary(sentence % {"title": self.title}, code="bad_answer")
        sentence = _("%(title)s took the call but its answer is unreadable. Look there before repeating it.")
        return Unknown(sentence % {"title": self.title}, code="bad_answer")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
