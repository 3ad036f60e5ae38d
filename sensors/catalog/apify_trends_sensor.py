"""What does the market ask for? Runs Apify actors."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class ApifyTrends(Sensor):
    slug = "apify-trends-sensor"
    title = _("Market trends")
    description = _("Movements in the client's market, gathered by Apify actors.")
    sector = Sector.CONTENT
    needs = (Connector("apify"),)
    every = timedelta(hours=24)
