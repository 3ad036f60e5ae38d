"""Do TikTok's ads pay? Asks TikTok's Marketing API."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class TiktokAds(Sensor):
    slug = "tiktok-ads-sensor"
    title = _("TikTok advertising")
    description = _("Spend, cost per result and click rate of TikTok ads.")
    sector = Sector.ADS
    needs = (Connector("tiktok_ads"),)
    every = timedelta(hours=6)
