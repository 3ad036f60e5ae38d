"""Can the suppliers deliver? Asks CJ Dropshipping or BigBuy."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, OneOf, Sector, Sensor, register


@register
class SupplierHealth(Sensor):
    slug = "supplier-health-sensor"
    title = _("Supplier health")
    description = _("Whether suppliers answer, have stock and deliver in time.")
    sector = Sector.OPERATIONS
    needs = (OneOf(Connector("cjdropshipping"), Connector("bigbuy")),)
    every = timedelta(hours=6)
