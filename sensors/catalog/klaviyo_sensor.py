"""Do lists grow and campaigns work? Asks Klaviyo."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class Klaviyo(Sensor):
    slug = "klaviyo-sensor"
    title = _("Klaviyo lists and campaigns")
    description = _("Size and movement of e-mail lists, and results of campaigns.")
    sector = Sector.ACQUISITION
    needs = (Connector("klaviyo"),)
    every = timedelta(hours=6)
