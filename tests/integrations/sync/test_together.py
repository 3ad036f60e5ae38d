"""A shop that tells of much at once: worked off together, with the same end as one by one."""

import json
import random
from datetime import timedelta

import pytest
from django.db import connection

import events
from crm.models import Contact, Order, Product, Source
from events.models import Job
from integrations.sync import news, together
from tenants import clock
from tests.fakes.shopify_shop import FIRST, Shop, stamp


@pytest.fixture
def writes():
    """How many orders each statement that writes orders brings."""
    found = []

    def watch(execute, sql, params, many, context):
        if "INSERT INTO crm_order AS" in sql:
            found.append(len(params[0]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def states(shop, numbers, changes=3):
    """Each order in each of its states, in no order."""
    person = shop.customer(1, "a@shop.example")
    told = []
    for number in numbers:
        shop.order(number, person)
        for change in range(changes):
            when = stamp(FIRST + timedelta(hours=change, minutes=number))
            told.append(shop.told(number, updated_at=when, total_price=f"{change + 1}00.00"))
    random.Random(5).shuffle(told)
    return told


def test_states_that_wait_are_written_at_once_each_as_it_was_last(shop, tell, writes, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    monkeypatch.setattr("integrations.hooks.understanding.TOGETHER", 1)
    for said in states(shop, range(1, 9)):
        tell("orders/updated", said, run=False)
    events.run_due()
    assert writes == [8] and Order.objects.count() == 8
    assert set(Order.objects.values_list("total_cents", flat=True)) == {30000}
    assert Source.objects.get().rows == 8 and not Job.objects.exclude(state="done").exists()


def test_no_more_than_fit_together_are_written_at_once(shop, tell, writes, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    monkeypatch.setattr(together, "TOGETHER", 3)
    for said in states(shop, range(1, 8), changes=1):
        tell("orders/create", said, run=False)
    events.run_due()
    assert writes == [3, 3, 1] and Order.objects.count() == 7


def test_one_that_cannot_be_taken_fails_alone(shop, tell, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    told = states(shop, range(1, 5), changes=1)
    for said in (told[0], told[1], {**json.loads(told[2]), "name": ""}, told[3]):
        tell("orders/create", said, run=False)
    events.run_due()
    assert Job.objects.dead().get().error_code == "nonsense"
    assert Order.objects.count() == 3 and set(Job.objects.values_list("state", flat=True)) == {"done", "dead"}


def test_what_broke_off_in_the_middle_is_taken_again_once(shop, tell, monkeypatch):
    """The mirror was written and the process died before the end: nothing stays, nothing is lost."""
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    for said in states(shop, range(1, 4), changes=1):
        tell("orders/create", said, run=False)
    real = news.take_states

    def breaks(*told):
        real(*told)
        raise KeyboardInterrupt

    monkeypatch.setattr(news, "take_states", breaks)
    with pytest.raises(KeyboardInterrupt):
        events.run_due()
    assert not Order.objects.exists()
    waiting = Job.objects.filter(handler__endswith="take_news").order_by("id").values_list("state", flat=True)
    assert list(waiting) == ["running", "pending", "pending"]
    monkeypatch.setattr(news, "take_states", real)
    clock.advance(timedelta(minutes=5))
    events.run_due()
    assert Order.objects.count() == 3 and Source.objects.get().rows == 3
    assert set(Job.objects.filter(handler__endswith="take_news").values_list("state", flat=True)) == {"done"}


def test_refunds_among_many_are_each_read(shop, tell, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    person = shop.customer(1, "a@shop.example")
    for number in (1, 2, 3):
        shop.order(number, person, refunded="40.0" if number > 1 else None)
        tell("orders/updated", shop.told(number, refunds=[{"id": 7}] if number > 1 else []), run=False)
    events.run_due()
    assert set(Order.objects.filter(kind="return").values_list("number", flat=True)) == {"#2:refund", "#3:refund"}


def test_people_and_articles_are_taken_together_too(shop, tell, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    for number in range(1, 4):
        tell("customers/create", Shop.rest_customer(shop.customer(number, f"p{number}@shop.example")), run=False)
    for number in range(1, 4):
        variant = {"id": 50 + number, "sku": f"S-{number}", "title": "Red", "price": "10.00"}
        said = {"id": number, "title": "Lamp", "updated_at": stamp(FIRST), "variants": [variant]}
        tell("products/create", said, run=False)
    events.run_due()
    assert (Contact.objects.count(), Product.objects.count()) == (3, 3) and not Job.objects.dead().exists()
