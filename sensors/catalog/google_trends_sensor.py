"""What do people look for now? A language model reads trend signals."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, OneOf, Sector, Sensor, register


@register
class GoogleTrends(Sensor):
    slug = "google-trends-sensor"
    title = _("Search trends")
    description = _("A language model's reading of search trends for the client's words.")
    sector = Sector.CONTENT
    needs = (OneOf(Connector("xai"), Connector("openai"), Connector("gemini")),)
    every = timedelta(hours=24)
