"""Do Meta's ads pay? Asks the Marketing API."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class MetaAds(Sensor):
    slug = "meta-ads-sensor"
    title = _("Meta advertising")
    description = _("Spend, return, cost per result and frequency of Meta ads.")
    sector = Sector.ADS
    needs = (Connector("meta_ads"),)
    every = timedelta(hours=6)
