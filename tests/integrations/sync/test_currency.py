"""A shop in another currency is a connection that cannot be used, with a sentence; never a failing job."""

from datetime import timedelta

import pytest

import events
from crm.models import Contact, Order
from events.models import Job
from integrations import connections
from integrations.errors import Refused
from integrations.models import Connection
from integrations.sync import currency, pulling
from tenants import clock


def failed() -> int:
    return Job.objects.exclude(state__in=("done", "pending")).count() + Job.objects.filter(attempts__gt=1).count()


def test_a_shop_in_another_currency_is_not_connected_and_says_why(shop):
    shop.currency = "EUR"
    shop.fake.contract.root["shop"]["currencyCode"] = "EUR"
    found = connections.test("shopify")
    assert (found.state, found.code) == ("broken", "other_currency")
    assert "another currency than MAD" in found.sentence
    shop.fake.contract.root["shop"]["currencyCode"] = "MAD"
    assert connections.test("shopify").works, "a shop that was set right works again"


def test_a_shop_that_changed_its_currency_breaks_the_connection_and_no_job(shop):
    salma = shop.customer(1, "salma@shop.example")
    shop.order(1, salma)
    pulling.pull()
    shop.currency = "EUR"
    shop.order(2, salma, at=clock.now() - timedelta(minutes=1))
    for _turn in range(3):
        events.enqueue("integrations.pull_shop", {}, key=f"turn-{_turn}")
        events.run_due()
        clock.advance(timedelta(minutes=5))
    assert connections.status("shopify").code == "other_currency"
    assert list(Order.objects.values_list("number", flat=True)) == ["#1"], "no amount is read as another's"
    assert failed() == 0


def test_a_delivery_in_another_currency_breaks_the_connection_and_no_job(shop, tell):
    shop.order(7, shop.customer(1, "salma@shop.example"))
    body = shop.told(7, currency="EUR")
    assert tell("orders/create", body) == 200
    assert connections.status("shopify").code == "other_currency"
    assert not Order.objects.exists() and not Contact.objects.exists(), "nothing of it stays written"
    assert failed() == 0


def test_a_shop_that_was_disconnected_meanwhile_stays_so(shop):
    row = Connection.objects.get(connector="shopify")
    connections.disconnect("shopify", by=None)
    with currency.watched(row):
        raise Refused("x", code=currency.CODE)
    assert connections.status("shopify").state == "missing"


def test_any_other_refusal_is_raised(shop):
    row = Connection.objects.get(connector="shopify")
    with pytest.raises(Refused), currency.watched(row):
        raise Refused("x", code="nonsense")
    assert connections.status("shopify").works
