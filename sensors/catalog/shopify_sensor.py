"""Is the shop up, and do products and orders flow? Asks Shopify."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class Shopify(Sensor):
    slug = "shopify-sensor"
    title = _("Shopify store")
    description = _("Health of the shop, its products and its orders.")
    sector = Sector.CONVERSION
    needs = (Connector("shopify"),)
    every = timedelta(hours=1)
