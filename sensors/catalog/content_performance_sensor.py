"""Are the posts fresh and read? Asks WordPress."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class ContentPerformance(Sensor):
    slug = "content-performance-sensor"
    title = _("Content performance")
    description = _("Posts of the blog, how fresh they are and how much they are read.")
    sector = Sector.CONTENT
    needs = (Connector("wordpress"),)
    every = timedelta(hours=24)
