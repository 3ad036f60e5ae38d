"""Values out of sentences, in four languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automations.reading import (
    Reader,
    Sentence,
    addresses,
    choices,
    moments,
    money,
    numbers,
    places,
    references,
    spans,
    tongues,
    wishes,
)
from automations.reading.numbers import parse


def heard(reader: Reader, text: str):
    found = reader.hear(Sentence(text))
    return found.value if found else None


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("5 000", 5000),
        ("1.000", 1000),
        ("1,5", 1.5),
        ("12.50", 12.5),
        ("1,000,000", 1_000_000),
        ("1.234,56", 1234.56),
        ("7", 7),
    ],
)
def test_thousands_and_decimals_are_told_apart(digits, value):
    assert parse(digits) == value


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("in 45 days", 45),
        ("dans 3 semaines", 21),
        ("los próximos 2 meses", 60),
        ("خلال 90 يوما", 90),
        ("بعد أسبوعين", 14),
        ("two weeks after delivery", 14),
        ("le mois dernier", 30),
        ("٧ أيام", 7),
        ("over 1 year", 365),
        ("20 minutes", None),
        ("no time", None),
    ],
)
def test_lengths_of_time_become_days(text, days):
    assert heard(spans.span("day"), text) == days


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("a 20-minute call", 20), ("1 hour", 60), ("30 دقيقة", 30), ("de 45 minutos", 45), ("45mn", 45)],
)
def test_lengths_of_talks_become_minutes(text, minutes):
    assert heard(spans.span("minute"), text) == minutes


@pytest.mark.parametrize(
    ("text", "period"),
    [("weekly report", "week"), ("rapport mensuel", "month"), ("informe diario", "day"), ("التقرير الأسبوعي", "week")],
)
def test_how_often(text, period):
    assert heard(spans.period(), text) == period


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("30 € max", 30_00),
        ("$12.50", 12_50),
        ("5 000 MAD", 5_000_00),
        ("10k euros", 10_000_00),
        ("200 درهم", 200_00),
        ("a budget of 75", 75_00),
        ("30 days", None),
    ],
)
def test_amounts_become_cents(text, cents):
    assert heard(money.money(), text) == cents


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("give 10%", "10%"),
        ("15 pour cent", "15%"),
        ("with 15 euro", "15 euro"),
        ("livraison gratuite", "livraison gratuite"),
        ("nothing", None),
    ],
)
def test_offers_keep_the_writers_words(text, value):
    assert heard(money.offer(), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("raise prices by 5%", "+5%"),
        ("baisse les prix de 10 %", "-10%"),
        ("خفض الأسعار 7%", "-7%"),
        ("sube los precios 2 €", "+2 €"),
    ],
)
def test_a_price_rule_has_a_direction(text, value):
    assert heard(money.price_rule(), text) == value


def test_a_figure_follows_its_name():
    assert heard(money.figure("cpa"), "pause ads with CPA over 50") == 50_00
    assert heard(numbers.figure("roas"), "ROAS inférieur à 1,5") == 1.5
    assert heard(money.figure("cpa"), "50 ads") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("par lots de 20", 20), ("in batches of 100", 100), ("20 at a time", 20), ("دفعات من 30", 30), ("20 mails", None)],
)
def test_how_many_at_a_time(text, value):
    assert heard(numbers.batch(), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("find 40 hotels", 40), ("max 25 results", 25), ("top 10", 10), ("in 40 days", None), ("15% off", None)],
)
def test_how_many_is_no_time_and_no_share(text, value):
    assert heard(numbers.count(), text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("write 4 emails", 4), ("trois e-mails", 3), ("5 personal letters", 5), ("one day", None)]
)
def test_how_many_of_a_thing(text, value):
    assert heard(numbers.count_of("emails", "e-mails", "letters"), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("3 subject lines", 3), ("trois objets", 3), ("dos anuncios", 2), ("4 عناوين", 4), ("4 customers", None)],
)
def test_how_many_variants_are_counted_in_every_language(text, value):
    assert heard(numbers.variants(), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("lead", "score le lead 12", "12"),
        ("lead", "le lead chaud n° 6", "6"),
        ("order", "commande #71", "71"),
        ("customer", "cliente número 9", "9"),
        ("customer", "at-risk customer 5", "5"),
        ("lead", "العميل المحتمل رقم 14", "14"),
        ("order", "للطلب 33", "33"),
        ("contact", "contact for 20 minutes", None),
        ("order", "orders over 50 euros", None),
        ("lead", "the lead is 3 days old", None),
        ("session", "conversation session 8", "8"),
    ],
)
def test_a_thing_is_named_by_its_number(kind, text, value):
    assert heard(references.ref(kind), text) == value


def test_several_things_are_a_list():
    assert heard(references.refs("product"), "products 4, 5 and 6") == ["4", "5", "6"]
    assert heard(references.refs("product"), "المنتجات 3 و 4") == ["3", "4"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SKU DOG-1 every 28 days", "DOG-1"),
        ("la référence THE-12", "THE-12"),
        ("import CJ-900", "CJ-900"),
        ("at-risk people", None),
    ],
)
def test_article_numbers(text, value):
    assert heard(references.sku(), text) == value


def test_a_call_goes_to_a_number_or_a_person():
    assert heard(references.phone_or("customer"), "appelle le +33 6 12 34 56 78") == "+33612345678"
    assert heard(references.phone_or("customer"), "call customer 10") == "10"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gyms in Rabat", "Rabat"),
        ("à Clermont-Ferrand", "Clermont-Ferrand"),
        ("en Ciudad de México", "Ciudad de México"),
        ("في الدار البيضاء", "الدار البيضاء"),
        ("near Little Hampton", "Little Hampton"),
        ("in French", None),
        ("in Instagram", None),
        ("in retail", None),
    ],
)
def test_places(text, value):
    assert heard(places.place(), text) == value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("en français et en arabe", ["fr", "ar"]),
        ("into Spanish", ["es"]),
        ("بالإنجليزية", ["en"]),
        ("in darija", ["ary"]),
        ("to en, fr", ["en", "fr"]),
        ("in Rome", None),
    ],
)
def test_languages_become_codes(text, codes):
    assert heard(tongues.languages(), text) == codes


def test_addresses():
    text = "send to me@example.com and you@example.org from https://shop.example/a?b=1 or blog.example"
    assert heard(addresses.emails(), text) == ["me@example.com", "you@example.org"]
    assert heard(addresses.urls(), text) == ["https://shop.example/a?b=1", "blog.example"]
    assert heard(addresses.domain(), "https://www.Shop.example/x") == "Shop.example"
    assert heard(addresses.url(), "me@example.com") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 28/03/2027", "2027-03-28"),
        ("2027-03-28", "2027-03-28"),
        ("on Monday", "Monday"),
        ("demain", "demain"),
        ("غدا", "غدا"),
        ("31/02/2027", None),
    ],
)
def test_days(text, value):
    assert heard(moments.when(), text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("para enero", "enero"), ("in March", "March"), ("2027-03", "2027-03"), ("soon", None)]
)
def test_months(text, value):
    assert heard(moments.month(), text) == value


def test_choices_keep_the_order_of_the_sentence():
    assert heard(choices.some_of(choices.NETWORKS), "LinkedIn et Instagram") == ["linkedin", "instagram"]
    assert heard(choices.one_of(choices.FORMATS), "au format carré") == "square"
    assert heard(choices.one_of(choices.FORMATS), "any") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("and publish it", True),
        ("publie-le", True),
        ("publícalo", True),
        ("do not publish", False),
        ("sans publier", False),
        ("ولا تنشره", False),
        ("write", None),
    ],
)
def test_publishing_is_asked_for_or_forbidden(text, value):
    assert heard(wishes.publish(), text) is value


READERS = [
    spans.span("day"),
    spans.period(),
    money.money(),
    money.offer(),
    money.price_rule(),
    numbers.count(),
    numbers.batch(),
    references.ref("order"),
    references.refs("product"),
    references.skus(),
    places.place(),
    tongues.languages(),
    addresses.emails(),
    addresses.urls(),
    moments.when(),
    moments.month(),
    choices.some_of(choices.NETWORKS),
    wishes.publish(),
]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("a1 .,-/@€%#éو5ق lead order 2027"), max_size=120))
def test_what_is_heard_stands_in_the_sentence(text):
    for reader in READERS:
        sentence = Sentence(text)
        found = reader.hear(sentence)
        if found:
            assert 0 <= found.start <= found.end <= len(sentence.text)
            assert sentence.taken == [(found.start, found.end)]
