"""CJ Dropshipping: goods, stock, freight and orders of the supplier."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

_names = ("probe", "products", "stock", "freight", "create_order", "order", "orders", "pay", "tracking")

MANIFEST = Manifest(
    slug="cjdropshipping",
    title="CJ Dropshipping",
    level="client",
    version="api2.0/v1",
    base_url="https://developers.cjdropshipping.com/api2.0/v1",
    credentials=(Credential("CJ_API_KEY", _("API key"), help=_("My CJ, Authorization, API.")),),
    setup_url="https://www.cjdropshipping.com/myCJ.html#/apikey",
    docs="https://developers.cjdropshipping.com/en/api/introduction.html",
    methods=tuple(Method(name, "developers.cjdropshipping.com/en/api") for name in _names),
    rate=Rate(per_s=1, burst=1),  # one a second on the free level
)
