"""Parameters: one declaration gives the page's form, the JSON check, the schema and text reading."""

from automations.fields.base import Field
from automations.fields.compound import List, Mapping, Segment
from automations.fields.form import Form
from automations.fields.scalar import Choice, Date, Flag, Money, Number, Text

__all__ = ["Choice", "Date", "Field", "Flag", "Form", "List", "Mapping", "Money", "Number", "Segment", "Text"]
