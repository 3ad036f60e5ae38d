"""Who visits, and who buys? Asks Google Analytics 4."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class WebsiteVisits(Sensor):
    slug = "ga4-sensor"
    title = _("Website visits")
    description = _("Sessions, conversions and revenue of the website.")
    sector = Sector.CONVERSION
    needs = (Connector("ga4"),)
    every = timedelta(hours=6)
