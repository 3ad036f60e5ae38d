"""The retention sensor on small shops, and on the real one."""

from datetime import timedelta

import pytest

from crm.models import Contact, Order
from sensors import services
from tenants import clock
from tests.sensors.shop import contact, order, real_orders, shop, source

RETENTION = "retention-sensor"


def test_pressure_is_the_share_of_recent_buyers_with_one_order(in_a, noon):
    shop(noon, [1, 1, 1, 2, 3])
    reading = services.read(RETENTION)
    assert (reading.status, reading.pressure) == ("ok", 60.0)
    assert reading.facts == {
        "window_days": 90, "buyers": 5, "once": 3, "orders": 8, "orders_per_buyer": 1.6, "repeat_buyers_90d": 40.0,
        "churn_rate_90d": None,
    }  # fmt: skip


def test_buyers_of_the_months_before_who_did_not_return_are_told_and_do_not_press(in_a, noon):
    shop(noon, [2, 2])
    stayed, left, long_gone = Contact.objects.first(), contact(noon, "left"), contact(noon, "long gone")
    order(stayed, noon - timedelta(days=100), "before")
    order(left, noon - timedelta(days=91), "last")
    order(contact(noon, "left too"), noon - timedelta(days=179), "last too")
    order(long_gone, noon - timedelta(days=181), "too long ago")
    reading = services.read(RETENTION)
    assert (reading.pressure, reading.facts["churn_rate_90d"]) == (0.0, 66.67)


def test_only_orders_inside_the_ninety_days_count(in_a, noon):
    source(noon - timedelta(days=1))
    loyal_last_year = contact(noon, "loyal")
    order(loyal_last_year, noon - timedelta(days=300), "old-1")
    order(loyal_last_year, noon - timedelta(days=91), "old-2")
    order(loyal_last_year, noon - timedelta(days=1), "new")
    assert services.read(RETENTION).pressure == 100.0


def test_goods_taken_back_are_no_second_purchase(in_a, noon):
    shop(noon, [1])
    order(Contact.objects.get(), noon - timedelta(hours=2), "back", kind="return", total_cents=-500)
    assert services.read(RETENTION).facts["once"] == 1


def test_an_order_of_tomorrow_is_not_known_today(in_a, noon):
    shop(noon, [1])
    order(Contact.objects.get(), noon + timedelta(hours=1), "tomorrow")
    assert services.read(RETENTION).facts["orders"] == 1


def test_the_reading_names_its_source_and_the_time_of_the_newest_order(in_a, noon):
    shop(noon, [2, 1], newest=timedelta(hours=3))
    reading = services.read(RETENTION)
    assert reading.source_slug == "imported-orders"
    assert reading.source_label
    assert reading.source_at == noon - timedelta(hours=3)
    assert reading.at == noon


def test_a_shop_nobody_bought_from_is_unknown_not_zero(in_a, noon):
    shop(noon, [1], newest=timedelta(days=5))
    Order.objects.update(kind="return")
    reading = services.read(RETENTION)
    assert (reading.status, reading.pressure) == ("unknown", None)
    assert reading.reason


def test_before_any_import_it_is_blocked_and_names_both_ways_in(in_a, noon):
    reading = services.read(RETENTION)
    assert (reading.status, reading.pressure) == ("blocked", None)
    assert reading.facts["missing"] == ["SHOPIFY_STORE", "SHOPIFY_ACCESS_TOKEN"]
    assert "SHOPIFY_ACCESS_TOKEN" in reading.reason and in_a.name in reading.reason


def test_an_import_goes_stale_when_no_newer_order_comes(in_a, noon):
    shop(noon, [1, 2])
    assert services.read(RETENTION).status == "ok"
    clock.advance(timedelta(days=7))
    late = services.read(RETENTION)
    assert late.status == "stale"
    assert late.pressure == 50.0, "the old figure stays, marked as old"
    assert "7" in late.reason


def test_another_client_is_not_counted(client_a, client_b, noon):
    with client_a.active():
        shop(noon, [1, 1])
    with client_b.active():
        shop(noon, [2, 2, 1, 1])
        assert services.read(RETENTION).facts["buyers"] == 4


def test_the_real_shop_comes_out_at_about_52(in_a, noon, shared_dir):
    real_orders(shared_dir / "data" / "retail_orders.csv", noon)
    reading = services.read(RETENTION)
    assert reading.status == "ok"
    assert reading.pressure == pytest.approx(52, abs=1)
    assert reading.facts["repeat_buyers_90d"] == pytest.approx(48, abs=1)
    clock.advance(timedelta(days=8))
    assert services.read(RETENTION).status == "stale", "nobody imports again: it grows old and says so"
