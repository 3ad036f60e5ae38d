"""Shopify: orders, customers, products, stock, carts, discounts and deliveries of the client's shop."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, OAuthSpec, Rate

VERSION = "2026-07"
SPEC = "graphql/shopify_admin_2026-07.graphql.gz"
_names = (
    *("probe", "orders_count", "orders", "order", "order_lines", "customers", "products"),
    *("product_variants", "inventory", "checkouts"),
    *("discount", "create_discount", "delete_discount", "fulfillment_orders", "create_fulfillment", "tag_customer"),
    *("present", "update_product", "webhooks", "create_webhook", "delete_webhook", "uninstall"),
)

MANIFEST = Manifest(
    slug="shopify",
    title="Shopify",
    level="client",
    version=VERSION,
    base_url=f"https://{{SHOPIFY_STORE}}/admin/api/{VERSION}",
    credentials=(
        Credential("SHOPIFY_STORE", _("Shop address"), "text", _("Ends in .myshopify.com; see Settings, Domains.")),
        Credential(
            "SHOPIFY_ACCESS_TOKEN",
            _("Access token"),
            help=_("Connect with one click, or enter the Admin API token of a custom app."),
        ),
    ),
    setup_url="https://admin.shopify.com/store/settings/apps/development",
    docs="https://shopify.dev/docs/api/admin-graphql/2026-07",
    methods=tuple(Method(name, "Shopify Admin GraphQL, published schema", SPEC) for name in _names),
    oauth=OAuthSpec(
        authorize_url="https://{SHOPIFY_STORE}/admin/oauth/authorize",
        token_url="https://{SHOPIFY_STORE}/admin/oauth/access_token",  # noqa: S106  an address
        scopes=(
            *("read_orders", "read_customers", "write_customers", "read_products", "write_products", "read_inventory"),
            *("read_discounts", "write_discounts", "read_fulfillments", "write_fulfillments"),
            *("read_merchant_managed_fulfillment_orders", "write_merchant_managed_fulfillment_orders"),
            "read_customer_merge",
        ),
        access_name="SHOPIFY_ACCESS_TOKEN",
        refresh_name="SHOPIFY_REFRESH_TOKEN",
        client_id_name="SHOPIFY_API_KEY",
        client_secret_name="SHOPIFY_API_SECRET",  # noqa: S106  a name
        pkce=False,
        revoked=_("Our application is removed from the shop, which tells us nothing more from then on."),
        extra={"expiring": "1"},
    ),
    note=_(
        "Shopify hands out the orders of the last 60 days only, unless it granted our application the right "
        "read_all_orders. For the older ones, export your orders at Shopify as CSV and have the agency import them."
    ),
    # Points of query cost, not calls: the smallest plan refills 100 a second (shopify.dev, "API limits").
    rate=Rate(per_s=100, burst=2000),
)
