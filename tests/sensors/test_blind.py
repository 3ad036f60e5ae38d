"""A shop that was just connected has nothing to measure; when its orders come, sensors do not wait for their turn."""

import pytest

import events
from sensors import services
from sensors.models import Reading
from sensors.needs import Connector, ImportedOrders, OneOf, lives_on_orders
from tests.sensors.shop import shop


def last() -> str:
    return str(Reading.objects.filter(sensor="retention-sensor").latest("pk").status)


def orders_came(source) -> None:
    events.publish("shop.imported", source, {}, key="orders_came")
    events.run_due()


def test_what_lacked_orders_is_read_again_when_they_come(in_a, noon):
    services.read("retention-sensor")
    assert last() == "blocked"
    orders_came(shop(noon, [1, 2]))
    assert last() == "ok" and Reading.objects.count() == 2


def test_what_measures_already_keeps_its_cadence(in_a, noon):
    source = shop(noon, [1, 2])
    services.read("retention-sensor")
    orders_came(source)
    assert Reading.objects.count() == 1


def test_what_lacks_something_else_is_left_alone(in_a, noon):
    services.read("ga4-sensor")
    orders_came(shop(noon, [1]))
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(("needs", "orders"), [
    ((ImportedOrders(),), True), ((OneOf(Connector("shopify"), ImportedOrders()),), True),
    ((Connector("shopify"),), False),
    ((), False),
])  # fmt: skip
def test_orders_count_also_as_one_of_several_ways(needs, orders):
    assert lives_on_orders(needs) is orders
