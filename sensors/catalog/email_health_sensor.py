"""Do mails arrive and get opened? Asks Klaviyo."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class EmailHealth(Sensor):
    slug = "email-health-sensor"
    title = _("E-mail health")
    description = _("Bounces, spam reports and opens, each against its limit.")
    sector = Sector.REPUTATION
    needs = (Connector("klaviyo"),)
    every = timedelta(hours=6)
