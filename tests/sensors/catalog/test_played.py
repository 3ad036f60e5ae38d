"""With the services played as their contracts tell, nothing has to be made up to see a sensor measure."""

import pytest

from sensors import services
from tests.integrations.connectors.conftest import specs
from tests.integrations.connectors.contracts import contracted
from tests.sensors.catalog.test_suppliers import sell
from tests.sensors.market import sold

MARKET = ("apify-trends-sensor", "google-ads-planner-sensor", "google-trends-sensor")
SENSORS = {
    "shopify": ("shopify-sensor", "product-seo-sensor"),
    "ga4": ("ga4-sensor",),
    "gsc": ("gsc-sensor",),
    "wordpress": ("content-performance-sensor",),
    "klaviyo": ("klaviyo-sensor", "email-health-sensor"),
    "meta_ads": ("meta-ads-sensor",),
    "tiktok_ads": ("tiktok-ads-sensor",),
    "whatsapp": ("whatsapp-status-sensor",),
}


@pytest.mark.parametrize("slug", SENSORS)
def test_a_played_service_is_measured(outside, slug):
    outside.connect(slug)
    for sensor in SENSORS[slug]:
        reading = outside.measure(sensor)
        assert (reading.status, reading.reason) == ("ok", "")


@pytest.mark.parametrize("slug", ["cjdropshipping", "bigbuy"])
def test_a_played_supplier_is_measured(outside, slug):
    sell("CJ-1", "BB-1")
    outside.connect(slug)
    reading = outside.measure("supplier-health-sensor")
    assert (reading.status, reading.reason, reading.facts[slug]["articles"]) == ("ok", "", 1)


def test_a_played_market_is_measured_once_it_was_gathered(outside, noon):
    sold(noon, "Lampe", "Tapis")
    outside.connect("google_ads")
    outside.connect("xai")
    # Its own one: the actor remembers what it was started for.
    outside.connect("apify", told=contracted("apify", specs()))
    first = {reading.sensor: reading.status for reading in services.read_all(MARKET)}
    assert first["apify-trends-sensor"] == "unknown", "a run takes longer than a reading"
    second = {reading.sensor: reading for reading in services.read_all(MARKET)}
    assert {reading.status for reading in second.values()} == {"ok"}
    assert second["google-trends-sensor"].facts["opinion"]["by"] == "Grok"
    assert {each["from"] for each in second["google-trends-sensor"].facts["signals"]} == {"apify", "google_ads"}
