"""All outside services at once, each with an answer by which the sensors that read it are OK."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.cache import cache

import events
from crm.models import Source
from integrations import connections, costs
from integrations.models import MICROS_PER_CENT, CostLine
from tenants import clock
from tests.conftest import NOON
from tests.fakes.calls import Call
from tests.sensors import market
from tests.sensors.catalog import (
    test_apify_trends,
    test_content,
    test_email_health,
    test_ga4,
    test_google_ads_planner,
    test_gsc,
    test_klaviyo,
    test_meta_ads,
    test_suppliers,
    test_tiktok_ads,
    test_whatsapp_status,
)
from tests.sensors.catalog.shop_desk import TOLD, desk, listed, product
from tests.sensors.catalog.test_shopify import NAME, orders
from tests.sensors.outside import Outside
from tests.sensors.shop import scored_lead
from tests.sensors.shop import shop as orders_of_a_shop

Connect = Callable[[Outside], Any]


def _shopify(outside: Outside) -> Any:
    answers = {"Shop": NAME, "OrdersCount": orders(10, 50), "Products": listed(product())}
    return outside.connect("shopify", desk(**answers), told=TOLD)


def _ga4(outside: Outside) -> Any:
    by_page = test_content.views(post_2=9)[test_ga4.REPORT]
    by_day = test_ga4.report(test_ga4.days())[test_ga4.REPORT]

    def answer(call: Call, _operation: Any) -> Any:
        return by_page if call.json()["dimensions"] == [{"name": "pagePath"}] else by_day

    return outside.connect("ga4", {test_ga4.REPORT: answer})


def _klaviyo(outside: Outside) -> Any:
    growth = test_klaviyo.counted(test_klaviyo.days(3, 4), test_klaviyo.days(0, 0))
    return outside.connect("klaviyo", growth | test_email_health.told(test_email_health.campaign()))


def _apify(outside: Outside) -> Any:
    found = test_apify_trends.told(market.interest("lampe", test_apify_trends.NEWEST))
    return outside.connect("apify", found, APIFY_KEYWORDS="lampe")


def _google_ads(outside: Outside) -> Any:
    return outside.connect(
        "google_ads", test_google_ads_planner.told(market.idea("lampe")), GOOGLE_ADS_KEYWORDS="lampe"
    )


def _plain(slug: str, replies: Callable[[], dict[str, Any]]) -> Connect:
    return lambda outside: outside.connect(slug, replies())


SERVICES: dict[str, Connect] = {
    "shopify": _shopify,
    "ga4": _ga4,
    "gsc": _plain("gsc", lambda: test_gsc.found(test_gsc.days())),
    "wordpress": _plain("wordpress", lambda: test_content.blog(test_content.post(3), test_content.post(40, 2))),
    "cjdropshipping": _plain("cjdropshipping", test_suppliers.cj),
    "bigbuy": _plain("bigbuy", test_suppliers.bigbuy),
    "klaviyo": _klaviyo,
    "apify": _apify,
    "google_ads": _google_ads,
    "xai": lambda outside: outside.connect("xai"),
    "meta_ads": _plain("meta_ads", lambda: test_meta_ads.told(test_meta_ads.ran())),
    "tiktok_ads": _plain("tiktok_ads", lambda: test_tiktok_ads.told(test_tiktok_ads.ran())),
    "whatsapp": _plain("whatsapp", lambda: test_whatsapp_status.told("APPROVED", "APPROVED")),
}


def connect_everything(outside: Outside) -> None:
    """A shop with orders, leads for three months, and every service it can have."""
    orders_of_a_shop(NOON, [1, 2, 2])
    for days in (3, 5, 7, 9, 11, 40, 42, 44, 46, 48, 70):
        scored_lead(NOON - timedelta(days=days))
    for connect in SERVICES.values():
        connect(outside)


def live_shop(outside: Outside) -> None:
    """All of it, with orders that a connected shop told, and something spent of a budget."""
    connect_everything(outside)
    Source.objects.update(slug=Source.Slug.SHOPIFY)
    spend()


def spend() -> None:
    """One of a hundred of a month's budget."""
    costs.set_budget("month", 10_000)
    line = {"what": "email", "currency": "MAD", "state": "settled", "at": clock.now()}
    CostLine.objects.create(amount_micros=100 * MICROS_PER_CENT, **line)


def lose(outside: Outside, slug: str) -> None:
    """It hangs up on every call, until it is known to be out."""
    outside.unplug(slug, calls=200)
    connections.test(slug)
    clock.advance(timedelta(minutes=2))
    events.run_due()


def plug_in(outside: Outside, slug: str) -> None:
    """It answers again, and is found to."""
    cache.clear()
    outside.answer(slug)
    connections.test(slug)
    events.run_due()
