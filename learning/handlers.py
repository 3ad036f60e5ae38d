"""Jobs of learning: leads are scored when something becomes known of them."""

import events
from events.work import Work
from learning import leads


@events.subscribe("lead.signal", atomic=True)
def score_lead(work: Work) -> None:
    """What was just noted of a lead counts at once."""
    if work.event and work.event.subject_id.isdecimal():
        leads.score(int(work.event.subject_id))


@events.cron("learning.score_leads", "*/15 * * * *")
def score_leads(work: Work) -> None:
    """Opens and clicks arrive in bulk and are counted a few minutes later."""
    leads.score_changed()
