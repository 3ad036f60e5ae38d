"""A rehearsal runs on real history with nobody in it."""

from datetime import timedelta

import pytest

from crm.consent import may_email_each
from crm.importers import import_shop
from crm.mirror import Mirror
from crm.models import Contact, Order, Source
from tenants import clock
from tenants.errors import Refused
from tenants.markets import market
from tests.crm.conftest import FIXTURES

EXPORT = FIXTURES / "orders_export.csv"


def test_a_rehearsal_is_refused_for_a_client_that_is_not_marked(in_shop, four_files):
    with pytest.raises(Refused, match="not marked as a rehearsal"):
        import_shop(four_files, rehearsal=True)
    assert not Contact.objects.exists()


def test_a_rehearsal_client_takes_no_real_addresses(in_rehearsal, four_files):
    with pytest.raises(Refused, match="say --rehearsal"):
        import_shop(four_files)


def test_a_demo_client_takes_no_import(in_shop, four_files):
    in_shop.is_demo = True
    with pytest.raises(Refused, match="generated data only"):
        import_shop(four_files)


def test_dates_move_so_that_the_last_order_is_yesterday_at_the_same_hour(in_rehearsal, four_files):
    import_shop(four_files, rehearsal=True)
    last = Order.objects.get(number="C103").happened_at.astimezone(in_rehearsal.zone)
    assert last.date() == clock.today(in_rehearsal) - timedelta(days=1)
    assert (last.hour, last.minute) == (16, 40)
    first = Order.objects.get(number="100").happened_at.astimezone(in_rehearsal.zone)
    assert (first.hour, (last.date() - first.date()).days) == (10, 177), "distances stay, across the change of clocks"


def test_the_shift_is_fixed_at_the_first_import_and_the_source_goes_stale(in_rehearsal, four_files):
    import_shop(four_files, rehearsal=True)
    before = Mirror(clock.now()).source().last_happened_at
    clock.advance(timedelta(days=30))
    report = import_shop(four_files, rehearsal=True)
    assert report.counts.orders.same == 4
    facts = Mirror(clock.now()).source()
    assert facts.last_happened_at == before
    assert clock.now() - facts.last_happened_at > timedelta(days=30)


def test_everybody_gets_a_made_up_name_and_an_address_that_cannot_be_delivered(in_rehearsal):
    import_shop(EXPORT, rehearsal=True)
    people = list(Contact.objects.all())
    assert len(people) == 3
    assert all(person.email.endswith("@example.invalid") and person.is_synthetic for person in people)
    assert len({person.email for person in people}) == 3
    stored = str(list(Contact.objects.values()))
    for known in ("lena", "Wouters", "tom@", "Maes", "470", "555"):
        assert known not in stored


def test_four_of_five_have_agreed_always_the_same_ones(in_rehearsal, tmp_path, four_files):
    rows = "".join(f"{n},Belgium\n" for n in range(1000))
    (four_files / "tiny_customers.csv").write_text(f"customer_id,country\n{rows}")
    import_shop(four_files, rehearsal=True)
    agreed = set(Contact.objects.filter(email_consent="opted_in").values_list("external_id", flat=True))
    assert 760 < len(agreed) < 840
    verdicts = may_email_each(Contact.objects.all(), at=clock.now(), market=market("BE"))
    assert sum(verdict.allowed for verdict in verdicts.values()) == len(agreed)
    clock.advance(timedelta(days=1))
    import_shop(four_files, rehearsal=True)
    assert set(Contact.objects.filter(email_consent="opted_in").values_list("external_id", flat=True)) == agreed


def test_nobody_is_known_by_an_address_in_the_source_either(in_rehearsal):
    import_shop(EXPORT, rehearsal=True)
    assert Source.objects.get().shift_days == 46
    assert not any("@" in key for key in Contact.objects.values_list("external_id", flat=True))
