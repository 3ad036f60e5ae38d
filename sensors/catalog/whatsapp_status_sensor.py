"""May the number still write? Asks WhatsApp Cloud."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class WhatsappStatus(Sensor):
    slug = "whatsapp-status-sensor"
    title = _("WhatsApp standing")
    description = _("Quality rating of the number, state of templates, and limits.")
    sector = Sector.SUPPORT
    needs = (Connector("whatsapp"),)
    every = timedelta(hours=6)
