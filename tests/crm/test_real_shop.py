"""A real shop's year of orders, where it is at hand (it is no part of the product)."""

from datetime import timedelta

import pytest

from crm.importers import import_shop
from crm.mirror import Mirror
from crm.models import Contact, Order, OrderLine, Source
from tenants import clock


@pytest.fixture
def in_real_shop(client_b, noon):
    client_b.country, client_b.currency, client_b.timezone = "GB", "GBP", "Europe/London"
    client_b.is_rehearsal = True
    client_b.save()
    with client_b.active():
        yield client_b


def test_the_real_shop_is_rehearsed_whole_with_its_last_order_yesterday_and_nothing_is_new_again(
    in_real_shop, shared_dir
):
    report = import_shop(shared_dir / "data", rehearsal=True)
    assert report.skipped_total == 0, report.skipped
    assert (Contact.objects.count(), Order.objects.count(), OrderLine.objects.count()) == (853, 4408, 80423)
    newest = Source.objects.get().last_happened_at.astimezone(in_real_shop.zone).date()
    assert newest == clock.today(in_real_shop) - timedelta(days=1)
    buyers = Mirror(clock.now()).orders.sales().last_days(90).buyers_with_order_count()
    assert 51 < 100 * buyers.once / len(buyers) < 53
    flat = import_shop(shared_dir / "data", rehearsal=True).counts.flat()
    assert {name for name, count in flat.items() if count} == {
        "contacts_same", "products_same", "orders_same", "lines_same",
    }  # fmt: skip
