"""Are the leads good, and is the score drifting? Asks the system that keeps leads."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, OneOf, Sector, Sensor, register


@register
class LeadScoring(Sensor):
    slug = "lead-scoring-sensor"
    title = _("Lead quality")
    description = _("Mean quality of leads, and whether the scores drift.")
    sector = Sector.ACQUISITION
    needs = (OneOf(Connector("hubspot"), Connector("klaviyo")),)
    every = timedelta(hours=6)
