"""Revenue by week: whole weeks at the client's place, returns taken off, gaps where nothing is known."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.models import Source
from surfaces.web.client.trade import WEEKS, trade
from tenants import clock
from tests.automations.conftest import order_of, orders_imported
from tests.conftest import NOON

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def buyer(client_a, noon, contact_of):
    with client_a.active():
        orders_imported()
        return contact_of(spent_cents=0)


def weeks(client) -> list[float | None]:
    with client.active():
        return list(trade(client, clock.now()).chart.values)


def sell(client, buyer, at: datetime, cents: int = 40_00):
    with client.active():
        return order_of(buyer, at, cents)


def test_without_any_order_nothing_is_drawn(client_a, noon):
    with client_a.active():
        found = trade(client_a, clock.now())
    assert found.source is None
    assert set(found.chart.values) == {None}
    assert found.last_cents is None


def test_a_week_without_orders_is_zero_and_a_week_before_the_first_is_unknown(client_a, buyer):
    sell(client_a, buyer, NOON - timedelta(weeks=3))
    sell(client_a, buyer, NOON - timedelta(weeks=1), 55_00)
    assert weeks(client_a) == [None] * (WEEKS - 3) + [40_00, 0, 55_00]


def test_returns_are_taken_off_and_cancelled_orders_left_out(client_a, buyer):
    sell(client_a, buyer, NOON - timedelta(days=7))
    back = sell(client_a, buyer, NOON - timedelta(days=6), -15_00)
    gone = sell(client_a, buyer, NOON - timedelta(days=5), 99_00)
    back.kind, gone.cancelled_at = "return", NOON - timedelta(days=1)
    with client_a.active():
        back.save()
        gone.save()
    assert weeks(client_a)[-1] == 25_00


def test_the_week_begins_on_monday_at_the_clients_place(client_a, buyer):
    sell(client_a, buyer, MONDAY - timedelta(hours=1, minutes=1))  # Sunday 23:59 in Casablanca
    sell(client_a, buyer, MONDAY - timedelta(minutes=59), 70_00)  # Monday 00:01 there: this week, not whole yet
    assert weeks(client_a)[-1] == 40_00


def test_what_is_known_later_is_not_told_earlier(client_a, buyer):
    late = sell(client_a, buyer, NOON - timedelta(days=7))
    late.known_at = NOON + timedelta(days=1)
    with client_a.active():
        late.save()
    assert weeks(client_a)[-1] is None


def test_weeks_after_orders_stopped_coming_in_are_unknown_not_zero(client_a, buyer):
    sell(client_a, buyer, NOON - timedelta(days=7))
    clock.advance(timedelta(weeks=3))
    assert weeks(client_a)[-4:] == [40_00, None, None, None]
    with client_a.active():
        Source.objects.update(last_imported_at=clock.now())
    assert weeks(client_a)[-4:] == [40_00, 0, 0, 0]
