"""Fields with many values: list, mapping, segment."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from automations.fields.base import MAX_ITEMS, Field, plain_text

_TAG = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
MAX_CONTACTS = 200_000
_ID = re.compile(r"[1-9]\d{0,17}")


class List(Field):
    """Texts, one per line on a page."""

    json_type: ClassVar[str] = "array"
    widget = forms.Textarea

    def __init__(self, label: Any = None, *, max_items: int = MAX_ITEMS, **kwargs: Any) -> None:
        self.max_items = max_items
        super().__init__(label=label, **kwargs)

    def bounds(self) -> dict[str, Any]:
        return {"items": {"type": "string"}, "maxItems": self.max_items}

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(each) for each in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        parts = value.splitlines() if isinstance(value, str) else (value or [])
        return [plain_text(part.strip()) for part in parts if part.strip()]

    def from_json(self, value: Any) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValidationError(_("Enter a list of texts."))
        return list(self.clean(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.max_items:
            raise ValidationError(_("At most %(max)s entries.") % {"max": self.max_items})

    def from_text(self, text: str) -> list[str] | None:
        """What a sentence lists after a colon."""
        _before, colon, after = text.partition(":")
        items = [part.strip() for part in after.split(",") if part.strip()]
        return items if colon and items else None


class Mapping(Field):
    """Names and values, one `name = value` per line on a page."""

    json_type: ClassVar[str] = "object"
    widget = forms.Textarea

    def bounds(self) -> dict[str, Any]:
        return {"additionalProperties": {"type": "string"}}

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{name} = {each}" for name, each in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return {plain_text(name): plain_text(each) for name, each in value.items()}
        pairs = {}
        for line in (value or "").splitlines():
            name, sign, each = line.partition("=")
            if line.strip() and not (sign and name.strip()):
                raise ValidationError(_("Write each line as name = value."))
            if line.strip():
                pairs[plain_text(name.strip())] = plain_text(each.strip())
        return pairs

    def from_json(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise ValidationError(_("Enter names with texts."))
        return dict(self.clean(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MAX_ITEMS:
            raise ValidationError(_("At most %(max)s entries.") % {"max": MAX_ITEMS})


class Segment(Field):
    """Which contacts: `all`, those with a tag (`tag:AT_RISK_HIGH`), or named ones (`contacts:12,15`).

    Cleaned to `{"all": true}`, `{"tag": ...}` or `{"contacts": [ids, sorted]}`.
    """

    json_type: ClassVar[str] = "object"

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Write all, tag:NAME, or contacts:12,15."))
        super().__init__(label=label, **kwargs)

    def bounds(self) -> dict[str, Any]:
        ids = {"type": "array", "items": {"type": "integer", "minimum": 1}, "maxItems": MAX_CONTACTS}
        shapes = {"all": {"const": True}, "tag": {"type": "string"}, "contacts": ids}
        return {"oneOf": [{"properties": {name: shape}, "required": [name]} for name, shape in shapes.items()]}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if "contacts" in value:
            return "contacts:" + ",".join(str(each) for each in value["contacts"])
        return "all" if value.get("all") else f"tag:{value.get('tag', '')}"

    def to_python(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, dict):
            return _segment(value)
        text = (value or "").strip()
        if not text:
            return None
        kind, _colon, rest = text.partition(":")
        if kind == "contacts":
            parts = [part.strip() for part in rest.split(",") if part.strip()]
            if not all(_ID.fullmatch(part) for part in parts):
                raise ValidationError(_("Write contacts as contacts:12,15."))
            return _segment({"contacts": [int(part) for part in parts]})
        return _segment({"all": True} if text == "all" else {"tag": rest.strip()} if kind == "tag" else {})

    def from_json(self, value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(_("Say which contacts: all, a tag, or a list."))
        return self.clean(value)

    def from_text(self, text: str) -> dict[str, Any] | None:
        """A tag in capitals, or everybody."""
        if tag := _TAG.search(text):
            return {"tag": tag.group()}
        if re.search(r"\b(all|every|everyone|tous|toutes)\b", text, re.IGNORECASE):
            return {"all": True}
        return None


def _segment(value: dict[str, Any]) -> dict[str, Any]:
    """The one shape a segment has; raises ValidationError."""
    match value:
        case {"all": True} if len(value) == 1:
            return {"all": True}
        case {"tag": str(tag)} if len(value) == 1 and tag.strip() and len(tag) <= 64:
            return {"tag": plain_text(tag.strip())}
        case {"contacts": list(ids)} if len(value) == 1 and _are_ids(ids):
            return {"contacts": sorted(set(ids))}
    raise ValidationError(_("Say which contacts: all, a tag, or a list."))


def _are_ids(ids: list[Any]) -> bool:
    if len(ids) > MAX_CONTACTS:
        raise ValidationError(_("At most %(max)s entries.") % {"max": MAX_CONTACTS})
    return all(type(each) is int and 0 < each < 2**63 for each in ids)
