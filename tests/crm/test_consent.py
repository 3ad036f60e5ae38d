"""Who may be written to, and why not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm.consent import address_key, may_email, may_email_each
from crm.importers import import_shop
from crm.models import Consent, ConsentEvent, Contact
from crm.services import set_consent, suppress
from tenants import clock
from tenants.errors import Refused
from tenants.markets import MARKETS, market
from tenants.models import LedgerEntry
from tests.crm.conftest import FIXTURES, LONG_AGO, contact_row, order_row, tell

BELGIUM = market("BE")
SOFT = replace(BELGIUM, soft_opt_in=True)


def contact(**fields) -> Contact:
    tell(contact_row("c1", **({"email": "ann@example.com"} | fields)))
    return Contact.objects.get(external_id="c1")


def verdict(someone, at=None, where=BELGIUM) -> str:
    return may_email(someone, at=at or clock.now(), market=where).code


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (" Ann@Example.COM ", "ann@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("Ann Lee <Ann@example.com>", "ann@example.com"),
        ("ＡＮＮ@example.com", "ann@example.com"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@example.com.", "ann@example.com"),
        ("a.nn+tag@example.com", "a.nn+tag@example.com"),
        ("ann", ""),
        ("", ""),
        ("ann@example.com, bob@example.com", ""),
        ("ann@exa mple.com", ""),
        ("ann@example.com\r\nBcc: all@example.com", ""),
        ("ann@" + "x" * 100 + ".com", ""),
    ],
)
def test_an_address_is_compared_in_one_form(written, key):
    assert address_key(written) == key


def test_unknown_consent_is_not_consent(in_shop):
    assert verdict(contact()) == "consent_unknown"


def test_somebody_who_agreed_may_be_written_to(in_shop):
    assert verdict(contact(consent="opted_in", consent_at=LONG_AGO)) == "ok"


def test_somebody_who_left_the_box_empty_may_not(in_shop):
    someone = contact(consent="unknown", consent_at=LONG_AGO)
    tell(order_row("1", "c1", clock.now() - timedelta(days=3)))
    assert verdict(someone) == "consent_unknown"
    assert verdict(someone, where=SOFT) == "consent_unknown", "being asked and not agreeing is no soft opt-in"


def test_no_market_counts_a_purchase_as_consent_until_it_is_switched_on(in_shop):
    assert not any(known.soft_opt_in for known in MARKETS.values())


def test_soft_opt_in_is_for_recent_buyers_in_markets_that_allow_it(in_shop):
    someone = contact()
    assert verdict(someone, where=SOFT) == "consent_unknown"
    tell(order_row("1", "c1", clock.now() - timedelta(days=800)))
    assert verdict(someone, where=SOFT) == "consent_unknown"
    tell(order_row("2", "c1", clock.now() - timedelta(days=700)))
    assert verdict(someone, where=SOFT) == "ok"
    assert verdict(someone) == "consent_unknown"


def test_nobody_without_an_address_is_written_to(in_shop):
    assert verdict(contact(email="", consent="opted_in", consent_at=LONG_AGO)) == "no_address"


def test_made_up_addresses_are_used_in_a_rehearsal_only(in_shop):
    someone = contact(is_synthetic=True, consent="opted_in", consent_at=LONG_AGO)
    assert verdict(someone) == "synthetic_outside_rehearsal"
    in_shop.is_rehearsal = True
    assert verdict(someone) == "ok"


def test_an_unsubscribed_person_is_not_written_to_and_the_history_is_kept(in_shop):
    someone = contact(consent="opted_in", consent_at=LONG_AGO)
    assert set_consent(someone, Consent.OPTED_OUT, source="unsubscribe-link")
    assert verdict(someone) == "opted_out"
    assert list(ConsentEvent.objects.order_by("id").values_list("state", "source")) == [
        ("opted_in", "test"),
        ("opted_out", "unsubscribe-link"),
    ]
    assert LedgerEntry.objects.filter(what="contact.consent").count() == 1


def test_what_may_be_sent_is_judged_by_what_was_known_then(in_shop, noon):
    someone = contact(consent="opted_in", consent_at=LONG_AGO)
    clock.advance(timedelta(hours=1))
    set_consent(someone, Consent.OPTED_OUT, source="unsubscribe-link")
    assert verdict(someone, at=noon) == "ok"
    assert verdict(someone, at=noon + timedelta(hours=1)) == "opted_out"
    assert verdict(someone, at=LONG_AGO - timedelta(days=1)) == "consent_unknown"


def test_a_late_answer_never_overrides_a_later_one(in_shop):
    someone = contact(consent="opted_in", consent_at=LONG_AGO)
    set_consent(someone, Consent.OPTED_OUT, source="unsubscribe-link")
    assert not set_consent(someone, Consent.OPTED_IN, source="form", at=LONG_AGO + timedelta(days=1))
    assert verdict(someone) == "opted_out"


def test_importing_again_does_not_undo_an_unsubscription(in_shop):
    path = FIXTURES / "orders_export.csv"
    import_shop(path)
    lena = Contact.objects.get(email_key="lena.wouters@example.com")
    set_consent(lena, Consent.OPTED_OUT, source="unsubscribe-link")
    import_shop(path)
    assert verdict(Contact.objects.get(pk=lena.pk)) == "opted_out"


def test_a_suppressed_address_stays_suppressed_however_it_is_spelt_and_imported(in_shop):
    someone = contact(consent="opted_in", consent_at=LONG_AGO)
    assert suppress("ANN@Example.com.", "email", "complaint")
    assert not suppress("ann@example.com", "email", "bounce")
    assert verdict(someone) == "suppressed"
    someone.delete()
    again = contact(email="Ann@EXAMPLE.com", consent="opted_in", consent_at=clock.now())
    assert verdict(again) == "suppressed"


def test_a_suppression_counts_from_when_it_was_made(in_shop, noon):
    someone = contact(consent="opted_in", consent_at=LONG_AGO)
    clock.advance(timedelta(hours=1))
    suppress("ann@example.com", "email", "complaint")
    assert verdict(someone, at=noon) == "ok"
    assert verdict(someone) == "suppressed"


def test_suppressing_what_is_no_address_is_refused(in_shop):
    with pytest.raises(Refused):
        suppress("not an address", "email", "complaint")


def test_telephone_numbers_are_suppressed_by_their_digits(in_shop):
    assert suppress("+32 470 12-34-56", "sms", "stop")
    assert not suppress("0032470123456", "sms", "stop")


def test_a_whole_audience_is_judged_in_a_few_queries(in_shop, django_assert_max_num_queries):
    tell(*(contact_row(str(n), email=f"p{n}@example.com") for n in range(60)))
    with django_assert_max_num_queries(4):
        verdicts = may_email_each(Contact.objects.all(), at=clock.now(), market=SOFT)
    assert len(verdicts) == 60
