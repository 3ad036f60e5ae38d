"""What do the client's words cost? Asks Google Ads."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class GoogleAdsPlanner(Sensor):
    slug = "google-ads-planner-sensor"
    title = _("Keyword planning")
    description = _("Volume, click price and competition of the client's keywords.")
    sector = Sector.ADS
    needs = (Connector("google_ads"),)
    every = timedelta(hours=24)
