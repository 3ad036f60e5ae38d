"""Are the leads good, and is the score drifting? Reads the scores of leads as they stand and as they stood."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors.base import Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.leads import first_seen, newest_at, scores_at
from sensors.tools import Tools

WINDOW_DAYS = 30
HOT = 75
FEW = 5
DRIFT_POINTS = 15.0
"""A mean that moved so far in 30 days moved by a tier's worth of clicks: somebody should see why."""


@register
class LeadScoring(Sensor):
    """The mean score of the leads that were new in the last 30 days, and how it moved against the 30 days before.

    Source: the product's own lead scores, 0 to 100, as they stand now; for the earlier leads as they stood
    30 days ago, so that neither group had longer to collect points. Pressure: 100 minus the mean score of
    the new leads: 0 when all have 100, 100 when all have none. The shares of hot leads and the drift in
    points are shown. UNKNOWN before the first lead and without a new one in 30 days. DEGRADED with fewer
    than 5 new leads. WARNING when the mean moved by 15 points or more: the leads or the scoring changed.
    """

    slug = "lead-scoring-sensor"
    title = gettext_lazy("Lead quality")
    description = gettext_lazy("Mean quality of leads, and whether the scores drift.")
    sector = Sector.ACQUISITION
    every = timedelta(hours=6)
    cost = Cost()
    metrics = (Metric("lead_quality_30d", title=gettext_lazy("Mean score of the new leads"), fact="lead_quality_30d"),)

    def read(self, tools: Tools) -> Read:
        """Leads of the last 30 days against those of the 30 days before at the same age."""
        known = first_seen(tools)
        if not known:
            return Read.unknown(_("No lead was ever scored."))
        source = Source("lead-scores", _("Scores of leads"), newest_at(tools))
        edge = tools.now - timedelta(days=WINDOW_DAYS)
        now, then = scores_at(tools.now), scores_at(edge)
        new = [now[lead] for lead, first in known.items() if first > edge]
        before = [then[lead] for lead, first in known.items() if edge - timedelta(days=WINDOW_DAYS) < first <= edge]
        if not new:
            return Read.unknown(_("No new lead in the last 30 days."), source=source)
        mean = sum(new) / len(new)
        drift = round(mean - sum(before) / len(before), 1) if before else None
        facts = {
            "window_days": WINDOW_DAYS,
            "new_leads": len(new),
            "lead_quality_30d": round(mean, 1),
            "hot_percent": round(100 * sum(score >= HOT for score in new) / len(new), 1),
            "leads_before": len(before),
            "drift_points": drift,
        }
        if len(new) < FEW:
            reason = _("Fewer than 5 new leads in 30 days: too few for a mean.")
            return Read.degraded(reason, pressure=100 - mean, source=source, facts=facts)
        if drift is not None and len(before) >= FEW and abs(drift) >= DRIFT_POINTS:
            reason = _("The mean score moved by %(points)s points within 30 days: look at where the leads come from.")
            words = {"points": f"{drift:+.0f}"}
            return Read.warning(reason % words, pressure=100 - mean, source=source, facts=facts)
        return Read.ok(pressure=100 - mean, source=source, facts=facts)
