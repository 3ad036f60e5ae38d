"""Risk classes: which rule of the policy looks at an automation or an action."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Risk(TextChoices):
    NONE = "none", _("no risk")
    FINANCIAL = "financial", _("financial")
    COMMUNICATION = "communication", _("communication")
    CONTENT = "content", _("content")
    OPERATIONS = "operations", _("operations")
    COST = "cost", _("cost")
