"""Demo shops: made up, marked so, the same every time, and fresh."""

from datetime import UTC, date, datetime, timedelta

import pytest

import events
from crm.consent import may_email_each
from crm.demo import generate, place_order
from crm.demo.customers import customers
from crm.demo.profiles import COFFEE, DECOR, profile_for
from crm.mirror import Mirror
from crm.models import Contact, Order, OrderLine, Suppression
from events.models import Event, Schedule
from tenants import clock
from tenants.errors import Refused
from tenants.markets import market

SEASONS = [datetime(2026, 11, 18, 11, tzinfo=UTC) + timedelta(days=61 * n) for n in range(6)]


@pytest.fixture
def decor(client_a, noon):
    client_a.is_demo = True
    with client_a.active():
        yield client_a


@pytest.fixture
def coffee(client_b, noon):
    client_b.is_demo = True
    client_b.save(update_fields=["is_demo"])
    with client_b.active():
        yield client_b


def once_percent(profile, seed, until):
    """The retention pressure, straight from the buying process."""
    start, shown = until.date() - timedelta(days=480), until.replace(tzinfo=None)
    counts = []
    for customer in customers(profile, seed, start, until.date()):
        counts.append(sum(shown - timedelta(days=90) < visit.at <= shown for visit in customer.visits))
    buyers = [count for count in counts if count]
    return 100 * buyers.count(1) / len(buyers)


def test_nothing_is_generated_for_a_client_that_is_no_demo(client_b, noon):
    with pytest.raises(Refused, match="not a demo client"):
        generate(client_b, noon)


def test_a_demo_shop_has_a_year_of_orders_and_nobody_real(decor, noon):
    generate(decor, noon)
    it_has_a_year_and_more_of_orders_up_to_now(noon)
    every_contact_is_marked_as_made_up_and_cannot_be_reached()


def it_has_a_year_and_more_of_orders_up_to_now(noon):
    orders = Order.objects.all()
    assert orders.count() > 1000
    first, last = orders.earliest("happened_at"), orders.latest("happened_at")
    assert (last.happened_at - first.happened_at).days > 450
    assert noon - timedelta(days=2) < last.happened_at <= noon
    assert {order.currency for order in orders} == {"MAD"}
    assert orders.returns().exists()
    assert Mirror(noon).source().label == "demo data"


def every_contact_is_marked_as_made_up_and_cannot_be_reached():
    assert not Contact.objects.exclude(is_synthetic=True).exists()
    assert not Contact.objects.with_address().exclude(email__endswith="@example.invalid").exists()
    assert (
        Contact.objects.with_address().values("email_key").distinct().count() == Contact.objects.with_address().count()
    )


def test_in_a_demo_shop_every_reason_not_to_write_occurs_and_making_it_again_changes_nothing(coffee, noon):
    generate(coffee, noon)
    not_everybody_may_be_written_to_and_every_reason_occurs(noon)
    generating_again_changes_nothing(coffee, noon)


def not_everybody_may_be_written_to_and_every_reason_occurs(noon):
    codes = [v.code for v in may_email_each(Contact.objects.all(), at=noon, market=market("BE")).values()]
    assert set(codes) == {"ok", "no_address", "suppressed", "opted_out", "consent_unknown"}
    assert 0.5 < codes.count("ok") / len(codes) < 0.75


def generating_again_changes_nothing(coffee, noon):
    suppressed = Suppression.objects.count()
    counts = generate(coffee, noon).flat()
    assert [name for name, count in counts.items() if count and not name.endswith("_same")] == []
    assert Suppression.objects.count() == suppressed > 0


def test_missed_days_are_caught_up_to_the_very_shop_that_daily_work_makes(coffee, noon):
    """Three days at once and three days bit by bit end in the same orders with the same numbers."""
    generate(coffee, noon)
    began = set(Order.objects.values_list("number", "happened_at", "total_cents", "contact__external_id"))
    for hour in (7, 31, 50, 72):
        generate(coffee, noon + timedelta(hours=hour))
    daily = set(Order.objects.values_list("number", "happened_at", "total_cents", "contact__external_id"))
    assert began < daily
    assert len(daily) - len(began) < 60
    OrderLine.objects.all().delete()
    Order.objects.all().delete()
    generate(coffee, noon + timedelta(hours=72))
    at_once = set(Order.objects.values_list("number", "happened_at", "total_cents", "contact__external_id"))
    assert at_once == daily


def test_the_shop_keeps_itself_fresh_by_its_schedule(coffee, noon):
    generate(coffee, noon)
    before = Order.objects.count()
    assert Schedule.objects.get(key="crm.demo_orders").client_id == coffee.pk
    clock.advance(timedelta(days=2))
    events.run_due(client=coffee)
    assert Order.objects.count() > before
    assert clock.now() - Mirror(clock.now()).source().last_happened_at < timedelta(days=1)


def test_a_quiet_night_leaves_the_source_fresh_without_another_event(coffee, noon):
    generate(coffee, noon)
    clock.advance(timedelta(minutes=1))
    generate(coffee, noon)
    assert Mirror(clock.now()).source().last_imported_at == noon + timedelta(minutes=1)
    assert Event.objects.filter(type="shop.imported").count() == 1


@pytest.mark.parametrize("until", SEASONS, ids=lambda moment: f"{moment:%Y-%m}")
def test_gifts_press_on_retention_and_coffee_does_not_in_every_season(until):
    assert once_percent(DECOR, "decor:maison", until) > 65
    assert 40 < once_percent(COFFEE, "coffee:velmora", until) < 59


def test_customers_differ_in_how_often_they_come_back():
    counts = [len(c.visits) for c in customers(COFFEE, "coffee:x", date(2025, 7, 1), date(2026, 11, 18))]
    assert counts.count(1) > 50
    assert sum(count >= 10 for count in counts) > 20


def test_the_shop_fits_the_country():
    assert profile_for("MA") is DECOR
    assert profile_for("BE") is COFFEE
    assert profile_for("GB") is COFFEE


def test_a_demo_customer_can_be_made_to_buy_for_the_demonstration(coffee, noon):
    generate(coffee, noon)
    contact = Contact.objects.first()
    at = noon + timedelta(minutes=5)
    clock.advance(timedelta(minutes=5))
    order = place_order(coffee, contact, at)
    assert order.total_cents > 0
    assert order.contact == contact
    assert Mirror(at).bought_since(contact.pk, noon)
    coffee.is_demo = False
    with pytest.raises(Refused):
        place_order(coffee, contact, at)
