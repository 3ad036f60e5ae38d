"""What every parameter field can do beside being a Django form field."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from automations.reading import Heard, Reader, Sentence, Turn

MAX_TEXT = 10_000
MAX_ITEMS = 5_000


class Field(forms.Field):
    """A form field that also reads JSON and plain text, and describes itself as a JSON schema.

    Cleaned values are JSON values, so that a run can store them as they are. `hears` finds the
    value in an order; without it the field keeps silent there, and has `from_text` alone.
    """

    json_type: ClassVar[str]

    def __init__(self, label: Any = None, *, hears: Reader | None = None, **kwargs: Any) -> None:
        self.hears = hears
        super().__init__(label=label, **kwargs)

    def json_schema(self) -> dict[str, Any]:
        """This field as a JSON schema (draft 2020-12)."""
        schema = {"type": self.json_type, **self.bounds()}
        if self.label:
            schema["title"] = str(self.label)
        if self.help_text:
            schema["description"] = str(self.help_text)
        if self.initial is not None:
            schema["default"] = self.initial
        return schema

    def bounds(self) -> dict[str, Any]:
        """What the schema says beside the type."""
        return {}

    def from_json(self, value: Any) -> Any:
        """The cleaned value of a JSON value; raises ValidationError."""
        return self.clean(value)

    def from_text(self, text: str) -> Any:
        """The value that a sentence names for this field, or None."""
        return None

    @property
    def turn(self) -> Turn:
        """When this field is read from a sentence, among its form's fields."""
        return self.hears.turn if self.hears else Turn.NAME

    def hear(self, sentence: Sentence) -> Heard | None:
        """The value with its place in the sentence, which is then taken. It may lie outside the bounds."""
        return self.hears.hear(sentence) if self.hears else None

    def as_said(self, value: Any) -> str:
        """A JSON value as a person would say it."""
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def plain_text(value: str) -> str:
    """The text, if a database and a mail can hold it; raises ValidationError."""
    if "\0" in value or not _encodes(value):
        raise ValidationError(_("This text holds characters that cannot be stored."))
    if len(value) > MAX_TEXT:
        raise ValidationError(_("At most %(max)s characters.") % {"max": MAX_TEXT})
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return True
