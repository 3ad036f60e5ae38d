"""BigBuy: goods, stock and orders of the supplier."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

_names = ("probe", "product", "stock", "check_order", "create_order", "order_by_reference", "tracking")

MANIFEST = Manifest(
    slug="bigbuy",
    title="BigBuy",
    level="client",
    version="rest",
    base_url="https://api.bigbuy.eu/rest",
    credentials=(
        Credential("BIGBUY_API_KEY", _("API key"), help=_("Control panel, Synchronise with BigBuy, API key.")),
    ),
    setup_url="https://www.bigbuy.eu/en/account/api",
    docs="https://api.bigbuy.eu/rest/doc/",
    methods=tuple(Method(name, "api.bigbuy.eu/rest/doc; Bixoto/PyBigBuy") for name in _names),
    rate=Rate(per_s=1, per_minute=20),  # limits differ per endpoint and stand in its headers
)
