"""Is the shop found? Asks Google Search Console."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class SearchVisibility(Sensor):
    slug = "gsc-sensor"
    title = _("Search visibility")
    description = _("How often the site is shown, clicked and ranked in search.")
    sector = Sector.CONTENT
    needs = (Connector("gsc"),)
    every = timedelta(hours=24)
