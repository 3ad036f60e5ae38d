"""Fields with one value: text, number, money, choice, date."""

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from automations.fields.base import Field, plain_text

# What a Number can be told apart exactly, also in a browser (RFC 8259, 6).
SAFE = 2**53
_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,15}(?:[.,]\d{1,6})?(?![\w])")
_AMOUNT = r"(\d{1,12}(?:[.,]\d{1,2})?)"
_CURRENCY = r"(?:€|\$|£|EUR|USD|GBP|MAD|DH)"
_MONEY = re.compile(rf"{_CURRENCY}\s?{_AMOUNT}|{_AMOUNT}\s?{_CURRENCY}", re.IGNORECASE)
_ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


class Text(Field, forms.CharField):
    json_type: ClassVar[str] = "string"

    def bounds(self) -> dict[str, Any]:
        return {"maxLength": self.max_length} if self.max_length else {}

    def from_json(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError(_("Enter a text."))
        return str(self.clean(value))

    def clean(self, value: Any) -> str:
        return plain_text(str(super().clean(value)))

    def from_text(self, text: str) -> str | None:
        """What stands between quotation marks."""
        quoted = re.search(r"[\"“«]\s*([^\"”»]+?)\s*[\"”»]", text)
        return quoted.group(1) if quoted else None


class Number(Field, forms.FloatField):
    """A number; `step=1` allows whole ones only. `words` are the units it is told by in a sentence."""

    json_type: ClassVar[str] = "number"

    def __init__(
        self, label: Any = None, *, step: float | None = 1, words: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        self.whole = step == 1
        self.words = words
        super().__init__(label=label, step_size=None if self.whole else step, **kwargs)

    def json_schema(self) -> dict[str, Any]:
        return super().json_schema() | ({"type": "integer"} if self.whole else {})

    def bounds(self) -> dict[str, Any]:
        limits = {"minimum": self.min_value, "maximum": self.max_value}
        return {name: limit for name, limit in limits.items() if limit is not None}

    def from_json(self, value: Any) -> float | int:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError(_("Enter a number."))
        return self._number(value)

    def clean(self, value: Any) -> float | int | None:
        cleaned = super().clean(value)
        return None if cleaned is None else self._number(cleaned)

    def from_text(self, text: str) -> float | int | None:
        """The number beside one of this field's unit words, or the only number there is."""
        found = list(_NUMBER.finditer(text))
        near = [each for each in found if self.words and _after(text, each).startswith(self.words)]
        chosen = near or (found if len(found) == 1 and not self.words else [])
        if not chosen:
            return None
        try:
            return self.from_json(float(chosen[0].group().replace(",", ".")))
        except ValidationError:
            return None

    def _number(self, value: float) -> float | int:
        if isinstance(value, int) and abs(value) > SAFE:
            raise ValidationError(_("This number is too large."))
        if not math.isfinite(value) or abs(value) > SAFE:
            raise ValidationError(_("This number is too large."))
        if self.whole and value != int(value):
            raise ValidationError(_("Enter a whole number."))
        number = int(value) if self.whole else float(value)
        self.run_validators(number)
        return number


class Money(Field, forms.DecimalField):
    """An amount in the client's currency; cleaned to cents (an integer)."""

    json_type: ClassVar[str] = "integer"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label=label, min_value=0, max_digits=14, decimal_places=2, **kwargs)

    def bounds(self) -> dict[str, Any]:
        return {"minimum": 0, "description": str(_("In cents of the client's currency."))}

    def from_json(self, value: Any) -> int:
        """JSON carries cents."""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= SAFE:
            raise ValidationError(_("Enter an amount in cents."))
        return value

    def clean(self, value: Any) -> int | None:
        """A page carries units: `12.50` becomes 1250."""
        amount = super().clean(value)
        return None if amount is None else _cents(amount)

    def prepare_value(self, value: Any) -> Any:
        """Stored cents are shown as units."""
        return Decimal(value) / 100 if isinstance(value, int) else value

    def as_said(self, value: Any) -> str:
        return f"{Decimal(value) / 100:f}"

    def from_text(self, text: str) -> int | None:
        match = _MONEY.search(text)
        return _cents(Decimal((match.group(1) or match.group(2)).replace(",", "."))) if match else None


class Flag(Field, forms.BooleanField):
    """Yes or no."""

    json_type: ClassVar[str] = "boolean"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(label=label, **kwargs)

    def from_json(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError(_("Say yes or no."))
        return value

    def as_said(self, value: Any) -> str:
        return "true" if value else "false"


class Choice(Field, forms.ChoiceField):
    json_type: ClassVar[str] = "string"

    def bounds(self) -> dict[str, Any]:
        return {"enum": [key for key, _label in self._pairs()]}

    def from_json(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError(_("Choose one of the values."))
        return str(self.clean(value))

    def from_text(self, text: str) -> str | None:
        """The one choice whose key or label is in the sentence."""
        words = text.casefold()
        named = [key for key, label in self._pairs() if key.casefold() in words or label.casefold() in words]
        return named[0] if len(named) == 1 else None

    def _pairs(self) -> list[tuple[str, str]]:
        return [(str(key), str(label)) for key, label in self.choices]  # type: ignore[misc, union-attr]


class Date(Field, forms.DateField):
    """A day; cleaned to its ISO text, because runs store JSON."""

    json_type: ClassVar[str] = "string"

    def bounds(self) -> dict[str, Any]:
        return {"format": "date"}

    def from_json(self, value: Any) -> str:
        if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
            raise ValidationError(_("Enter a date such as 2027-03-28."))
        return str(self.clean(value))

    def clean(self, value: Any) -> str:
        day = super().clean(value)
        return day.isoformat() if day else ""

    def from_text(self, text: str) -> str | None:
        """The first date, written 2027-03-28 or 28/03/2027 (day first, as in our markets)."""
        try:
            if iso := _ISO_DATE.search(text):
                return date.fromisoformat(iso.group()).isoformat()
            if day_first := _DAY_FIRST.search(text):
                day, month, year = (int(part) for part in day_first.groups())
                return date(year, month, day).isoformat()
        except ValueError:
            return None
        return None


def _after(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].lstrip(" -").lower()


def _cents(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(ROUND_HALF_UP))
