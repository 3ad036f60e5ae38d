"""Suppliers' stock and sending, as CJ Dropshipping and BigBuy would answer."""

from datetime import timedelta
from typing import Any

import pytest

from crm.models import OrderLine
from tests.conftest import NOON
from tests.fakes import faults
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts.cjdropshipping import done
from tests.sensors.shop import contact, order, source

SENSOR = "supplier-health-sensor"
STOCK, ORDERS = "GET /product/stock/queryBySku", "GET /shopping/order/list"
PRODUCT, SHELF = "GET /catalog/productinformationbysku/{sku}.json", "GET /catalog/productstock/{id}.json"


def sell(*skus: str) -> None:
    """The first one sold most."""
    source(NOON - timedelta(hours=1))
    sale = order(contact(NOON, "c"), NOON - timedelta(days=2), "1")
    OrderLine.objects.bulk_create(
        OrderLine(order=sale, position=place, sku=sku, title=sku, quantity=99 - place, unit_price_cents=100)
        for place, sku in enumerate(skus)
    )


def cj(waiting: Any = (), **stock: Any) -> dict[str, Any]:
    """Pieces by article (CJ-1 is written CJ_1) and the ages in days of paid orders."""

    def answer(call: Any, operation: Any) -> Any:
        pieces = stock.get(call.query["sku"][0].replace("-", "_"))
        rows = pieces if isinstance(pieces, list) else [{"countryCode": "CN", "totalInventoryNum": pieces}]
        return done(rows)(call, operation)

    rows = [{"orderId": "o", "createDate": each if isinstance(each, str) else day(each)} for each in waiting]
    return {STOCK: answer, ORDERS: done({"list": rows, "total": len(rows)})}


def day(days_ago: float) -> str:
    return (NOON - timedelta(days=days_ago)).strftime("%Y-%m-%d %H:%M:%S")


def bigbuy(quantity: Any = 9, days: Any = 1, **more: Any) -> dict[str, Any]:
    return {
        PRODUCT: [{"id": 5, "sku": "S01"}],
        SHELF: {"stocks": [{"quantity": quantity, "maxHandlingDays": days}]},
    } | more


def test_suppliers_that_have_everything_press_nothing(outside):
    sell("CJ-1", "S01")
    outside.connect("cjdropshipping", cj(CJ_1=40))
    outside.connect("bigbuy", bigbuy())
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", 0.0)
    assert reading.source_label == "CJ Dropshipping, BigBuy"
    assert reading.facts["cjdropshipping"]["articles"] == reading.facts["bigbuy"]["articles"] == 1
    assert reading.facts["bigbuy"]["days_to_send"] == 1.0


def test_one_supplier_is_enough(outside):
    sell("S01")
    outside.connect("bigbuy", bigbuy())
    reading = outside.measure(SENSOR)
    assert reading.status == "ok"
    assert "cjdropshipping" not in reading.facts


@pytest.mark.parametrize(
    ("answers", "pressure"),
    [
        (cj(CJ_1=5, CJ_2=5, CJ_3=5, CJ_4=0), 50.0),
        (cj(CJ_1=5, CJ_2=5, CJ_3=0, CJ_4=0), 100.0),
        (cj(CJ_1=5, CJ_2=5, CJ_3=5, CJ_4=[], waiting=[1, 2, 3, 9]), 50.0),
        (cj(CJ_1=5, CJ_2=5, CJ_3=5, CJ_4=5, waiting=[9, 9]), 0.0),
    ],
    ids=["1 of 4 gone", "2 of 4 gone", "1 of 4 orders late", "too few orders to judge"],
)
def test_missing_stock_and_late_orders_press(outside, answers, pressure):
    sell("CJ-1", "CJ-2", "CJ-3", "CJ-4", "S01")
    outside.connect("cjdropshipping", answers)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_slow_sending_presses(outside):
    sell("S01")
    outside.connect("bigbuy", bigbuy(days=6))
    assert outside.measure(SENSOR).pressure == pytest.approx(50)


def test_days_that_are_not_said_are_not_counted(outside):
    sell("S01")
    outside.connect("bigbuy", bigbuy(days=None))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.facts["bigbuy"]["days_to_send"]) == ("ok", None)


def test_a_slow_answer_presses(outside, monkeypatch):
    ticks = iter([0.0, 9.0, 9.0, 9.0, 9.0])
    outside.connect("bigbuy", bigbuy())
    monkeypatch.setattr("sensors.catalog.supplier_health_sensor.perf_counter", lambda: next(ticks))
    assert outside.measure(SENSOR).pressure == pytest.approx(50)


def test_only_some_best_sellers_are_asked_for(outside):
    sell(*[f"CJ-{number}" for number in range(8)])
    fake = outside.connect("cjdropshipping", cj(**{f"CJ_{number}": 3 for number in range(8)}))
    outside.measure(SENSOR)
    asked = [call.query["sku"][0] for call in fake.calls if "sku" in call.query]
    assert asked == ["CJ-0", "CJ-1", "CJ-2", "CJ-3", "CJ-4"]


def test_articles_of_nobody_leave_the_stock_unchecked_and_say_so(outside):
    sell("CJ-1", "S01")
    outside.connect("cjdropshipping", {STOCK: {"result": False, "code": 1602002, "message": "variant not found"}})
    outside.connect("bigbuy", bigbuy(**{PRODUCT: Reply(404, {})}))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", 0.0)
    assert "not checked" in reading.reason


def test_nothing_in_stock_asks_for_a_person(outside):
    sell("CJ-1", "S01")
    outside.connect("cjdropshipping", cj(CJ_1=0))
    outside.connect("bigbuy", bigbuy(quantity=0))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 100.0)


def test_one_of_two_that_fails_is_a_reserve_and_both_an_error(outside):
    sell("CJ-1", "S01")
    outside.connect("cjdropshipping", cj(CJ_1=4))
    outside.connect("bigbuy", bigbuy()).fail(*[faults.status(503)] * 4)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("degraded", 0.0)
    assert "BigBuy" in reading.reason
    outside.unplug("cjdropshipping")
    outside.unplug("bigbuy")
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)


@pytest.mark.parametrize(
    "answers",
    [
        *(cj(CJ_1=wrong) for wrong in (-1, "NaN", None, 1.5, 10**12, [{"countryCode": "CN"}], [[]])),
        *(cj(CJ_1=1, waiting=[wrong]) for wrong in ("soon", "0000-01-01")),
    ],
    ids=range(9),
)
def test_what_cj_cannot_mean_gives_no_pressure(outside, answers):
    sell("CJ-1")
    outside.connect("cjdropshipping", answers)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)


@pytest.mark.parametrize(
    "answers",
    [
        *(bigbuy(quantity=wrong) for wrong in (-1, "NaN", None, 1e12)),
        *(bigbuy(days=wrong) for wrong in (-1, 9_999, "soon", [])),
        *(bigbuy(**{SHELF: wrong}) for wrong in ({}, {"stocks": {}}, {"stocks": [1]})),
        bigbuy(**{PRODUCT: [{"sku": "S01"}]}),
    ],
    ids=range(12),
)
def test_what_bigbuy_cannot_mean_gives_no_pressure(outside, answers):
    sell("S01")
    outside.connect("bigbuy", answers)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)


def test_a_key_that_is_not_taken_is_told_and_then_blocks(outside):
    sell("S01")
    outside.connect("bigbuy").auth = {"Authorization": "another"}
    assert "Connect it again" in outside.measure(SENSOR).reason
    assert outside.measure(SENSOR).status == "blocked"
