"""Identifiers take the form Meta hashes them in; a local number gets its country first."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest

from integrations.connectors.meta_ads import matching
from integrations.connectors.meta_ads.events import Event, Person, as_row
from integrations.errors import Refused, Rejected, Temporary
from tenants import clock
from tests.fakes import faults


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("0612345678", "MA", "212612345678"),
        ("06 12-34 (56) 78", "ma", "212612345678"),
        ("612345678", "MA", "212612345678"),
        ("+212 6 12 34 56 78", "BE", "212612345678"),
        ("+212 (0)6 12 34 56 78", "MA", "212612345678"),
        ("00212612345678", "FR", "212612345678"),
        ("212612345678", "MA", "212612345678"),
        ("0470 12 34 56", "BE", "32470123456"),
        ("06 12 34 56 78", "FR", "33612345678"),
        ("02 1234 5678", "IT", "390212345678"),
        ("07 01 02 03 04", "CI", "2250701020304"),
        ("2250701020304", "CI", "2250701020304"),
        ("(212) 555-0123", "US", "12125550123"),
        ("0612345678", "XX", ""),
        ("0612345678", "", ""),
        ("12", "MA", ""),
        ("", "MA", ""),
        ("+1234567890123456789", "MA", ""),
    ],
)
def test_a_number_carries_its_countrys_code(number, country, expected):
    assert matching.phone(number, country) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (matching.email(" Salma@Shop.Example "), "salma@shop.example"),
        (matching.email("not an address"), ""),
        (matching.city("Saint-Étienne 42"), "saintétienne"),
        (matching.zip_code("20 000-1234"), "20000"),
        (matching.country("MA"), "ma"),
        (matching.country("MAR"), ""),
        (matching.name("D'Arc"), "darc"),
    ],
)
def test_words_take_one_form(made, expected):
    assert made == expected


def test_a_hash_is_not_hashed_again():
    digest = hashlib.sha256(b"salma@shop.example").hexdigest()
    assert matching.sha256(matching.email("Salma@shop.example")) == digest
    assert matching.sha256(matching.email(digest)) == digest
    assert matching.sha256(matching.phone(digest, "MA")) == digest


def event(**changes):
    person = Person("MA", email="salma@shop.example", phone="0612345678", fbc="fb.1.2.abc", ip="93.184.215.14")
    return Event(
        **{"name": "Purchase", "event_id": "o-1", "at": clock.now() - timedelta(hours=1), "person": person, **changes}
    )


def test_no_name_address_or_number_leaves_unhashed():
    row = as_row(event(value=Decimal("240.5"), currency="MAD"))
    assert "salma" not in str(row)
    assert "612345678" not in str(row)
    assert row["user_data"]["fbc"] == "fb.1.2.abc"
    assert row["custom_data"] == {"value": 240.5, "currency": "mad"}
    assert "zp" not in row["user_data"]


@pytest.mark.parametrize("age", [timedelta(days=7, minutes=1), timedelta(minutes=-5)])
def test_one_event_out_of_time_is_refused_before_it_spoils_the_call(bound, age):
    meta = bound("meta_ads")
    with pytest.raises(Refused) as caught:
        meta.client.send_events([event(), event(at=clock.now() - age)])
    assert (caught.value.code, meta.fake.calls) == ("event_too_old", [])


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (190, Rejected, "not_authorised"),
        (17, Temporary, "rate_limited"),
        (80004, Temporary, "rate_limited"),
        (2, Temporary, "service_error"),
        (100, Rejected, "refused_400"),
    ],
)
def test_metas_own_numbers_decide(bound, number, kind, code):
    meta = bound("meta_ads")
    meta.fake.fail(*[faults.status(400, f'{{"error": {{"message": "x", "code": {number}}}}}'.encode())] * 3)
    with pytest.raises(kind) as caught:
        meta.client.probe()
    assert caught.value.code == code
