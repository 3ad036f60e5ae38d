"""A set of parameters."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from automations.fields.base import Field
from automations.reading import Heard, Sentence
from tenants.errors import Refused


class Form(forms.Form):
    """The `Params` of an automation. Cleaned data are JSON values."""

    @classmethod
    def declared(cls) -> dict[str, Field]:
        return cast(dict[str, Field], cls.base_fields)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The whole set as a JSON schema object."""
        fields = cls.declared()
        required = [name for name, field in fields.items() if field.required and field.initial is None]
        properties = {name: field.json_schema() for name, field in fields.items()}
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}

    @classmethod
    def from_json(cls, given: Any) -> dict[str, Any]:
        """Checked parameters; a missing key means its initial value.

        Raises Refused `bad_params` that names every field with its problem.
        """
        if not isinstance(given, dict):
            raise Refused(_("Parameters are an object of names and values."), code="bad_params")
        fields = cls.declared()
        unknown = [str(name)[:60] for name in given if name not in fields]
        problems = [_("%(name)s: no such parameter.") % {"name": name} for name in unknown]
        cleaned: dict[str, Any] = {}
        for name, field in fields.items():
            try:
                cleaned[name] = _one(field, given, name)
            except ValidationError as error:
                problems.append(f"{field.label or name}: {' '.join(error.messages)}")
        problems = problems or _together(cls, cleaned)
        if problems:
            raise Refused(" ".join(problems), code="bad_params")
        return cleaned

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """The parameters that a sentence names; the others are left out."""
        heard = {name: each.value for name, each in cls.hear(Sentence(text)).items()}
        plain = {name: field.from_text(text) for name, field in cls.declared().items() if field.hears is None}
        return heard | {name: value for name, value in plain.items() if value is not None}

    @classmethod
    def hear(cls, sentence: Sentence) -> dict[str, Heard]:
        """The parameters that a sentence names, each with its place; no place is read twice."""
        turns = sorted(cls.declared().items(), key=lambda each: each[1].turn)
        found = {name: field.hear(sentence) for name, field in turns}
        return {name: heard for name in cls.declared() if (heard := found[name]) is not None}

    def check_together(self, params: dict[str, Any]) -> None:
        """Raise ValidationError where the parameters contradict each other."""

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.check_together(self.cleaned_data)
        return self.cleaned_data


def _one(field: Field, given: dict[str, Any], name: str) -> Any:
    if name in given and given[name] is not None:
        return field.from_json(given[name])
    if field.initial is not None:
        return field.initial
    if field.required:
        raise ValidationError(_("This is needed."))
    return None


def _together(cls: type[Form], cleaned: dict[str, Any]) -> list[str]:
    try:
        cls().check_together(cleaned)
    except ValidationError as error:
        return list(error.messages)
    return []
