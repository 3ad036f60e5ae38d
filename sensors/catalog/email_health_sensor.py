"""Do mails arrive and get opened? Asks Klaviyo."""

from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, register
from sensors.reports import klaviyo
from sensors.scale import between
from sensors.tools import Tools

SPAM_CALM, SPAM_FULL = 0.1, 0.3
"""Percent: stay below the first, never reach the second (Google, "Email sender guidelines"; Yahoo says the same)."""
BOUNCE_CALM, BOUNCE_FULL = 2.0, 5.0
"""Percent; house values."""
OPEN_CALM, OPEN_FULL = 20.0, 5.0
"""Percent; house values. Mail programs that open by themselves flatter the rate, so it never weighs more than half."""
ENOUGH = 500
"""Mails; a house value: in fewer of them, two complaints would already pass the limit."""


@register
class EmailHealth(Sensor):
    """Bounces, spam reports and opens of the campaigns of the last 30 days, in percent, from Klaviyo.

    Pressure: the worst of three: spam reports (0 at 0.1 %, 100 at 0.3 %: the limits of Gmail and
    Yahoo), bounces (0 at 2 %, 100 at 5 %: house values), and half of what few opens weigh (0 at
    20 %, 50 at 5 %: house values). Campaigns count by what they delivered.

    UNKNOWN without a delivered campaign; DEGRADED below 500 delivered mails; WARNING when spam
    reports or bounces pass the upper limit: a person must stop the cause, not write more mail.
    ERROR when Klaviyo fails or answers what cannot be. STALE 21 days after the last campaign (house
    value). Every 6 hours; 3 calls, shared with klaviyo-sensor.
    """

    slug = "email-health-sensor"
    title = gettext_lazy("E-mail health")
    description = gettext_lazy("Bounces, spam reports and opens, each against its limit.")
    sector = Sector.REPUTATION
    needs = (Connector("klaviyo"),)
    every = timedelta(hours=6)
    source_max_age = timedelta(days=21)
    cost = Cost(calls=3)
    metrics = (
        Metric("email_spam_rate", gettext_lazy("Mails reported as spam"), "spam_rate", "%", "down"),
        Metric("email_bounce_rate", gettext_lazy("Mails that bounced"), "bounce_rate", "%", "down"),
        Metric("email_open_rate", gettext_lazy("Mails that were opened"), "open_rate", "%"),
    )

    def read(self, tools: Tools) -> Read:
        """Without a mail nothing is known: that is not a clean record."""
        found = klaviyo.campaigns(tools)
        source = klaviyo.source(found.newest_at)
        if not found.delivered:
            return Read.unknown(_("No campaign was delivered in the last 30 days."), source=source)
        spam, bounce = found.rate(lambda row: row.spam_rate), found.rate(lambda row: row.bounce_rate)
        opened = found.rate(lambda row: row.open_rate)
        pressure = max(
            between(spam, calm=SPAM_CALM, full=SPAM_FULL),
            between(bounce, calm=BOUNCE_CALM, full=BOUNCE_FULL),
            between(opened, calm=OPEN_CALM, full=OPEN_FULL) / 2,
        )
        facts = {
            "window_days": klaviyo.WINDOW.days,
            "campaigns": len(found.rows),
            "delivered": found.delivered,
            "spam_rate": round(spam, 3),
            "bounce_rate": round(bounce, 2),
            "open_rate": round(opened, 2),
        }
        if reason := _passed(spam, bounce):
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        if found.delivered < ENOUGH:
            few = _("Too few mails were delivered to judge by: %(count)d in 30 days.")
            return Read.degraded(few % {"count": found.delivered}, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _passed(spam: float, bounce: float) -> str:
    """Which limit is passed; "" when none is."""
    if spam >= SPAM_FULL:
        passed = _("%(rate)s %% of the mails were reported as spam; Gmail and Yahoo allow less than %(limit)s %%.")
        return passed % {"rate": number_format(spam, 2), "limit": number_format(SPAM_FULL, 1)}
    if bounce >= BOUNCE_FULL:
        passed = _("%(rate)s %% of the mails bounced; from %(limit)s %% on it is time to find out why.")
        return passed % {"rate": number_format(bounce, 1), "limit": number_format(BOUNCE_FULL, 0)}
    return ""
