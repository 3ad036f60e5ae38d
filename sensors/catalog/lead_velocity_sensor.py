"""Do new leads come faster or slower? Asks the system that keeps leads."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, OneOf, Sector, Sensor, register


@register
class LeadVelocity(Sensor):
    slug = "lead-velocity-sensor"
    title = _("Lead velocity")
    description = _("New leads per period, and whether their number speeds up.")
    sector = Sector.ACQUISITION
    needs = (OneOf(Connector("hubspot"), Connector("apify")),)
    every = timedelta(hours=6)
