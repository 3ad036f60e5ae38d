"""What a plan rests on, in the reader's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations import moments
from crm.models import Source

NAMES: dict[str, str | Promise] = {
    "model": gettext_lazy("Model"),
    "calibrated": gettext_lazy("Calibrated on own past"),
    "scored": gettext_lazy("Customers scored"),
    "source": gettext_lazy("Source"),
    "source_at": gettext_lazy("Newest order"),
    "contacts": gettext_lazy("Customers looked at"),
    "carts": gettext_lazy("Carts looked at"),
    "codes_from": gettext_lazy("Discount codes from"),
    "proof_orders": gettext_lazy("Orders of the last 30 days with the article"),
    "subscribers": gettext_lazy("New subscribers"),
    "leads": gettext_lazy("Leads looked at"),
    "hot_lead": gettext_lazy("Hot leads"),
    "warm_lead": gettext_lazy("Warm leads"),
    "cold_lead": gettext_lazy("Cold leads"),
    "delivered": gettext_lazy("Orders delivered"),
    "critical_people": gettext_lazy("Critical risk"),
    "critical_crossed": gettext_lazy("Critical risk, newly"),
    "high_people": gettext_lazy("High risk"),
    "high_crossed": gettext_lazy("High risk, newly"),
    "medium_people": gettext_lazy("Medium risk"),
    "medium_crossed": gettext_lazy("Medium risk, newly"),
}
MODELS: dict[str, str | Promise] = {
    "blend": gettext_lazy("blend of two forecasts"),
    "bgnbd": gettext_lazy("BG/NBD forecast"),
    "logistic": gettext_lazy("logistic regression"),
    "rules": gettext_lazy("rules, for want of history"),
}
CODE_SOURCES: dict[str, str | Promise] = {
    "shop": gettext_lazy("the shop"),
    "pool": gettext_lazy("the code pool"),
    "none": gettext_lazy("nowhere"),
}


def name(fact: str) -> str:
    """What a fact is called."""
    return str(NAMES.get(fact, fact.replace("_", " ")))


def word(fact: str, value: Any) -> str:
    """A word that a plan stored, as people say it; what nobody has named is shown as it is."""
    if fact == "model":
        return str(MODELS.get(value, value))
    if fact == "codes_from":
        return str(CODE_SOURCES.get(value, value))
    return source(value) if fact == "source" else str(value)


def source(slug: str) -> str:
    """A source of orders as people call it."""
    return Source(slug=slug).label


def basis(facts: Mapping[str, Any]) -> str:
    """On what the plan rests, in one line: the forecast, its calibration, and the orders behind it."""
    parts = []
    if model := facts.get("model"):
        parts.append(word("model", model))
    if facts.get("calibrated"):
        parts.append(_("calibrated on own past"))
    if slug := facts.get("source"):
        newest = facts.get("source_at")
        parts.append(
            _("%(source)s up to %(at)s") % {"source": source(slug), "at": _at(newest)} if newest else source(slug)
        )
    return " · ".join(parts)


def _at(stored: str) -> str:
    return moments.moment(datetime.fromisoformat(stored))
