"""May the number still write? Asks WhatsApp Cloud."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.scale import between
from sensors.tools import Tools
from tenants.errors import Refused

RATED = {"GREEN": 0.0, "YELLOW": 50.0, "RED": 100.0}
"""Meta's three grades of a number's quality, spread evenly."""
UNRATED = ("NA", "UNKNOWN")
TIERS = {"TIER_50": 50, "TIER_250": 250, "TIER_1K": 1_000, "TIER_2K": 2_000, "TIER_10K": 10_000, "TIER_100K": 100_000}
"""People to whom a number may open conversations in 24 hours (WhatsApp, "Messaging limits"); else without limit."""
STOPPED = frozenset({"BANNED", "RESTRICTED", "FLAGGED", "DELETED", "UNLINKED", "DISCONNECTED", "RATE_LIMITED"})
APPROVED = "APPROVED"
HELD = frozenset({"PAUSED", "DISABLED", "FLAGGED"})
"""States Meta puts a template into because people complained."""
USABLE_CALM, USABLE_FULL = 100.0, 0.0
"""Percent of the judged templates that may be sent; a figure between its own ends."""


@register
class WhatsappStatus(Sensor):
    """Quality rating and state of the number, its limit of people a day, and the state of its templates.

    From the WhatsApp Business Platform, as it stands at the moment of reading. Pressure: the worse
    of two: the rating (0 green, 50 yellow, 100 red: Meta's grades) and the part of the decided
    templates that may not be sent (0 none, 100 all). Templates still in review count for neither.

    UNKNOWN while the number is unrated; DEGRADED when no template is approved, or templates cannot
    be listed because the business account is not entered; WARNING when the rating is red, the
    number is stopped, or people's complaints have stopped a template. ERROR when Meta fails or
    answers what cannot be. STALE by the reading's own age only. Every 6 hours; 3 calls.
    """

    slug = "whatsapp-status-sensor"
    title = gettext_lazy("WhatsApp standing")
    description = gettext_lazy("Quality rating of the number, state of templates, and limits.")
    sector = Sector.SUPPORT
    needs = (Connector("whatsapp"),)
    every = timedelta(hours=6)
    cost = Cost(calls=3)
    metrics = (Metric("whatsapp_usable_templates", gettext_lazy("WhatsApp templates that may be sent"), "usable", "%"),)

    def read(self, tools: Tools) -> Read:
        """The number itself first; what belongs to its account only where the account is known."""
        client = tools.bound("whatsapp")
        number = client.number()
        source = Source("whatsapp", "WhatsApp", tools.now)
        rating = answers.text(answers.field(number, "quality_rating"), _("quality rating"), longest=20)
        if rating in UNRATED:
            return Read.unknown(_("WhatsApp has not rated the number yet."), source=source, facts={"rating": rating})
        if rating not in RATED:
            raise answers.impossible(_("quality rating"), rating)
        facts: dict[str, Any] = {"rating": rating}
        try:
            facts |= _standing(client.numbers(), number) | _templates(client.templates())
        except Refused as refused:
            if refused.code != "missing_credentials":
                raise
            return Read.degraded(refused.sentence, pressure=RATED[rating], source=source, facts=facts)
        pressure = max(RATED[rating], between(facts.get("usable", 100.0), calm=USABLE_CALM, full=USABLE_FULL))
        if reason := _alarming(facts):
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        if not facts["approved"]:
            reason = _("No template is approved: outside of 24 hours after a customer's message nothing can be sent.")
            return Read.degraded(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _alarming(facts: Mapping[str, Any]) -> str:
    """Why a person must look; "" when nobody must."""
    if facts.get("state") in STOPPED:
        return _("WhatsApp has stopped the number (%(state)s): look into WhatsApp Manager.") % {"state": facts["state"]}
    if facts["rating"] == "RED":
        return _("WhatsApp rates the number as low: people block or report its messages.")
    if facts["held"]:
        return _("WhatsApp has stopped templates because people complained: %(count)d.") % {"count": facts["held"]}
    return ""


def _standing(numbers: list[dict[str, Any]], own: Mapping[str, Any]) -> dict[str, Any]:
    """State and limit of our number; nothing where the account does not list it."""
    row = next((each for each in numbers if each.get("id") == own.get("id")), None)
    if row is None:
        return {}
    facts: dict[str, Any] = {}
    if "status" in row:
        facts["state"] = answers.text(row["status"], _("state of the number"), longest=20)
    if "messaging_limit_tier" in row:
        tier = answers.text(row["messaging_limit_tier"], _("limit"), longest=20)
        facts["people_a_day"] = TIERS.get(tier, tier)
    return facts


def _templates(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How many templates there are (of the first page: the 25 newest), and what part may be sent."""
    states = [answers.text(answers.field(row, "status"), _("state of a template"), longest=30) for row in rows]
    approved, held = states.count(APPROVED), sum(state in HELD for state in states)
    refused = states.count("REJECTED") + held
    facts: dict[str, Any] = {"templates": len(states), "approved": approved, "held": held}
    if approved + refused:
        facts["usable"] = round(100 * approved / (approved + refused), 1)
    return facts
