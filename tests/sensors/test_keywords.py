"""Which words a client's market is watched by."""

from datetime import timedelta

import pytest

from crm.models import OrderLine, Product
from integrations.models import Connection
from sensors.reports import keywords
from sensors.tools import Tools
from tenants import clock
from tests.sensors.market import sold
from tests.sensors.shop import contact, order

WAYS = ("apify", "APIFY_KEYWORDS")


def watched(client, at=None):
    return keywords.watched(Tools(client, at or clock.now()), *WAYS)


def enter(text: str) -> None:
    now = clock.now()
    Connection.objects.update_or_create(
        connector="apify", defaults={"config": {"APIFY_KEYWORDS": text}, "since": now, "state": "connected"}
    )


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Lampe Berbère", "lampe berbère"),
        ("  Tapis\n2 × 3 m ", "tapis 2 3 m"),
        ("L'huile d’argan & miel", "l'huile d’argan & miel"),
        ("<script>alert(1)</script>Lampe", "alert 1 lampe"),
        ("<img src=x onerror=", ""),
        ("{{7*7}} __import__('os') %s", "7 7 import 'os' s"),
        ("لمبة أمازيغية", "لمبة أمازيغية"),
        ("12345", ""),
        ("", ""),
        ("a\u202eb\x00c", "a b c"),
        ("one two three four five six seven eight nine ten eleven", "one two three four five six seven eight nine ten"),
        ("x" * 90, ""),
        ("y" * 79 + " zz", "y" * 79),
    ],
)
def test_a_keyword_is_a_few_plain_words(title, word):
    assert keywords.clean(title) == word


def test_what_was_entered_is_watched(in_a, noon):
    sold(noon, "Tapis")
    enter("Lampe, Poterie;lampe\n <b>Safran</b>,,")
    found = watched(in_a)
    assert (found.words, found.origin) == (("lampe", "poterie", "safran"), "entered")


def test_else_the_products_sold_most_are(in_a, noon):
    sold(noon, "Lampe", "Tapis", "Poterie")
    found = watched(in_a)
    assert found.facts() == {"keywords": ["lampe", "tapis", "poterie"], "keywords_from": "products_sold"}


def test_ten_words_at_most_each_once(in_a, noon):
    sold(noon, *["Lampe"] * 3, *[f"Article {number}x" for number in range(20)])
    words = watched(in_a).words
    assert len(words) == 10
    assert words[:2] == ("lampe", "article 0x")


def test_the_present_title_of_a_product_counts(in_a, noon):
    sold(noon, "Ancien nom")
    details = dict.fromkeys(("details_at", "happened_at", "known_at"), noon - timedelta(days=9))
    Product.objects.create(sku="sku-0", title="Lampe neuve", price_cents=1, currency="MAD", source="x", **details)
    assert watched(in_a).words == ("lampe neuve",)


def test_what_was_sold_long_ago_taken_back_or_sold_tomorrow_is_not_watched(in_a, noon):
    sold(noon, "Lampe")
    buyer = contact(noon, "other")
    for number, (at, quantity) in enumerate([(-91, 9), (-2, -3), (1, 9)]):
        made = order(buyer, noon + timedelta(days=at), f"other-{number}")
        OrderLine.objects.create(
            order=made, position=0, sku=f"other-{number}", title="Tapis", quantity=quantity, unit_price_cents=1
        )
    assert watched(in_a).words == ("lampe",)


def test_without_anything_there_is_nothing_to_watch(in_a, noon):
    assert watched(in_a).words == ()
    enter("123, <br>, !!")
    assert watched(in_a).words == ()


def test_another_clients_products_are_not_watched(client_a, client_b, noon):
    with client_a.active():
        sold(noon, "Lampe")
    with client_b.active():
        assert watched(client_b).words == ()
