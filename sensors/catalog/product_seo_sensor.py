"""Can products be found by their texts? Asks Shopify."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sensors.base import Connector, Sector, Sensor, register


@register
class ProductTexts(Sensor):
    slug = "product-seo-sensor"
    title = _("Product texts for search")
    description = _("Quality of product titles, descriptions, picture texts and meta data.")
    sector = Sector.CONTENT
    needs = (Connector("shopify"),)
    every = timedelta(hours=24)
