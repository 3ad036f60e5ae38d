"""Stripe: invoices and payment links in the client's own account."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

VERSION = "2026-10-28.endive"
_source = "docs.stripe.com/api"
_names = (
    *("probe", "customer", "create_customer", "create_invoice", "add_invoice_item", "finalize_invoice", "send_invoice"),
    *(
        "void_invoice",
        "invoice",
        "invoices",
        "create_price",
        "create_payment_link",
        "payment_link",
        "close_payment_link",
    ),
)

MANIFEST = Manifest(
    slug="stripe",
    title="Stripe",
    level="client",
    version=VERSION,
    base_url="https://api.stripe.com",
    credentials=(
        Credential(
            "STRIPE_SECRET_KEY",
            _("Secret key"),
            help=_("Developers, API keys: a restricted key for customers, invoices, prices, payment links and events."),
        ),
        Credential(
            "STRIPE_WEBHOOK_SECRET",
            _("Webhook signing secret"),
            help=_("Shown when the webhook is made; begins with whsec_."),
            required=False,
        ),
    ),
    setup_url="https://dashboard.stripe.com/apikeys",
    docs="https://docs.stripe.com/api",
    methods=tuple(Method(name, _source) for name in _names),
    rate=Rate(per_s=25),  # a quarter of live mode's 100 a second ("Rate limits"); test mode allows 25
    key_header="Idempotency-Key",
)
