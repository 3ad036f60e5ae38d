"""What the sensors of connected services have in common: good figures age, a broken or lost service is told."""

from datetime import timedelta
from typing import Any

import pytest

from sensors import matrix
from tenants import clock
from tests.fakes import faults
from tests.fakes.server import Reply
from tests.sensors.catalog import (
    test_email_health,
    test_ga4,
    test_google_ads_planner,
    test_gsc,
    test_meta_ads,
    test_tiktok_ads,
    test_whatsapp_status,
)
from tests.sensors.catalog.shop_desk import DESK
from tests.sensors.everything import SERVICES

FRESH_HOURS = {
    "apify-trends-sensor": (13, "apify"),
    "email-health-sensor": (13, "klaviyo"),
    "ga4-sensor": (13, "ga4"),
    "google-ads-planner-sensor": (49, "google_ads"),
    "google-trends-sensor": (49, "apify", "xai"),
    "klaviyo-sensor": (13, "klaviyo"),
    "meta-ads-sensor": (13, "meta_ads"),
    "product-seo-sensor": (49, "shopify"),
    "shopify-sensor": (3, "shopify"),
    "tiktok-ads-sensor": (13, "tiktok_ads"),
    "whatsapp-status-sensor": (13, "whatsapp"),
}
"""When a reading is old, in hours, and what it is read from."""


@pytest.mark.parametrize("sensor", FRESH_HOURS)
def test_a_good_reading_ages(outside, sensor):
    hours, *services = FRESH_HOURS[sensor]
    for service in services:
        SERVICES[service](outside)
    assert outside.read(sensor).status == "ok"
    clock.advance(timedelta(hours=hours))
    state = next(each for each in matrix.sensor_states(clock.now()) if each.sensor == sensor)
    assert (state.status, state.may_act) == ("stale", False)


FEW = {"html": faults.HTML, "no number": faults.NOT_A_NUMBER}
MANY = {**FEW, "deep": faults.DEEP, "500": faults.status(500)}
BREAKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "apify-trends-sensor": ("apify", "Apify", FEW),
    "email-health-sensor": ("klaviyo", "Klaviyo", FEW),
    "ga4-sensor": ("ga4", "Google Analytics 4", MANY),
    "google-ads-planner-sensor": ("google_ads", "Google Ads", FEW),
    "gsc-sensor": ("gsc", "Search Console", FEW),
    "klaviyo-sensor": ("klaviyo", "Klaviyo", MANY),
    "meta-ads-sensor": ("meta_ads", "Meta", FEW),
    "tiktok-ads-sensor": ("tiktok_ads", "TikTok", FEW),
    "whatsapp-status-sensor": ("whatsapp", "WhatsApp", FEW),
}
"""The service that breaks, what it is called, and how it breaks."""


@pytest.mark.parametrize(("sensor", "fault"), [(sensor, fault) for sensor in BREAKS for fault in BREAKS[sensor][2]])
def test_a_broken_service_is_an_error_with_a_sentence(outside, sensor, fault):
    service, title, kinds = BREAKS[sensor]
    SERVICES[service](outside).fail(*[kinds[fault]] * 4)
    reading = outside.measure(sensor)
    assert (reading.status, reading.pressure) == ("error", None)
    assert title in reading.reason


EXPIRED = {"error": {"code": 190, "message": "expired"}}
UNAUTHORIZED = Reply(401, {"error": {"code": 401}})
REFUSALS: dict[str, tuple[str, dict[str, Any]]] = {
    "email-health-sensor": ("klaviyo", {test_email_health.REPORT: Reply(401, {"errors": []})}),
    "ga4-sensor": ("ga4", {test_ga4.REPORT: UNAUTHORIZED}),
    "google-ads-planner-sensor": ("google_ads", {test_google_ads_planner.IDEAS: UNAUTHORIZED}),
    "gsc-sensor": ("gsc", {test_gsc.QUERY: Reply(403, {"error": {"status": "PERMISSION_DENIED"}})}),
    "meta-ads-sensor": ("meta_ads", {test_meta_ads.ACCOUNT: Reply(400, EXPIRED)}),
    "product-seo-sensor": ("shopify", {DESK: Reply(401, {"errors": "Invalid API key"})}),
    "shopify-sensor": ("shopify", {DESK: Reply(401, {"errors": "Invalid API key"})}),
    "tiktok-ads-sensor": ("tiktok_ads", {test_tiktok_ads.REPORT: {"code": 40105, "message": "token"}}),
    "whatsapp-status-sensor": (
        "whatsapp",
        dict.fromkeys([test_whatsapp_status.NUMBER, test_whatsapp_status.ACCOUNT], Reply(401, EXPIRED)),
    ),
}
"""The service that takes the credentials no more, and how it says so."""


@pytest.mark.parametrize("sensor", REFUSALS)
def test_refused_credentials_say_what_to_do_and_then_block(outside, sensor):
    service, refusal = REFUSALS[sensor]
    SERVICES[service](outside).replies |= refusal
    refused = outside.measure(sensor)
    assert (refused.status, refused.pressure) == ("error", None)
    assert "Connect it again" in refused.reason
    again = outside.measure(sensor)
    assert (again.status, again.pressure) == ("blocked", None)


@pytest.mark.parametrize(
    ("sensor", "names"),
    [
        ("apify-trends-sensor", ["APIFY_TOKEN"]),
        ("email-health-sensor", ["KLAVIYO_API_KEY"]),
        ("ga4-sensor", ["GA4_PROPERTY_ID"]),
        ("google-ads-planner-sensor", ["GOOGLE_ADS_DEVELOPER_TOKEN"]),
        ("google-trends-sensor", ["XAI_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"]),
        ("klaviyo-sensor", ["KLAVIYO_API_KEY"]),
        ("meta-ads-sensor", ["META_AD_ACCOUNT_ID"]),
        ("supplier-health-sensor", ["CJ_API_KEY", "BIGBUY_API_KEY"]),
        ("tiktok-ads-sensor", ["TIKTOK_ADVERTISER_ID"]),
        ("whatsapp-status-sensor", ["WHATSAPP_PHONE_NUMBER_ID"]),
    ],
)
def test_without_credentials_it_is_blocked_by_name(outside, sensor, names):
    reading = outside.measure(sensor)
    assert reading.status == "blocked"
    assert [name for name in names if name not in reading.reason] == []
