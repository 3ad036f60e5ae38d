"""Ends of an amount: what a negation turns round, and which of two amounts a word of limit belongs to."""

import pytest

from learning.science.bant import Budget, extract


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "On ne souhaite vraiment pas aller au-delà de 640 euros"),
        ("fr", "Nous ne saurions dépasser 640 euros"),
        ("en", "We could never go beyond 640 euros"),
        ("en", "It mustn't come to more than 640 euros"),
        ("es", "No estamos dispuestos a poner más de 640 euros"),
        ("es", "Sin rebasar los 640 euros"),
        ("ar", "لا أود أن أتجاوز ٦٤٠ يورو"),
        ("ar", "لن نصرف أكثر من ٦٤٠ يورو"),
        ("ary", "ما غاديش نخلصو كثر من 640 يورو"),
        ("ary", "ماخاصهاش تفوت 640 يورو"),
        ("ary-latn", "ma nkhlesch kter mn 640 euro"),
        ("ary-latn", "bla ma nfoutou 640 euro"),
    ],
)
def test_a_denied_more_than_or_passing_is_a_most(lang: str, text: str) -> None:
    assert extract(text, lang).budget == Budget(None, 640, "EUR", None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Sans problème plus de 640 euros"),
        ("en", "We don't mind paying more than 640 euros"),
        ("es", "Podemos pagar más de 640 euros"),
        ("ar", "نستطيع دفع أكثر من ٦٤٠ يورو"),
        ("ary-latn", "n9der nkhelles kter mn 640 euro"),
    ],
)
def test_a_more_than_nobody_denies_is_a_least(lang: str, text: str) -> None:
    assert extract(text, lang).budget == Budget(640, None, "EUR", None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Nos prix ne dépassent pas 640 euros"),
        ("en", "Our customers never spend more than 640 euros"),
        ("es", "Nuestros clientes no gastan más de 640 euros"),
        ("ar", "أسعارنا لا تتجاوز ٦٤٠ يورو"),
        ("ary-latn", "sel3a dyalna matfoutch 640 euro"),
    ],
)
def test_a_most_of_other_things_is_no_budget(lang: str, text: str) -> None:
    assert extract(text, lang).budget is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Au minimum 410, au maximum 730 euros"),
        ("fr", "410 € mini et 730 € maxi"),
        ("en", "Maximum 730 euros, minimum 410"),
        ("en", "At least 410 but not above 730 euros"),
        ("es", "Por lo menos 410 y como máximo 730 euros"),
        ("ar", "على الأقل ٤١٠ وعلى الأكثر ٧٣٠ يورو"),
        ("ary", "على الأقل 410 يورو وماشي كثر من 730 يورو"),
        ("ary-latn", "3la l9el 410 euro w machi kter mn 730 euro"),
    ],
)
def test_a_least_and_a_most_of_one_sentence_are_the_two_ends(lang: str, text: str) -> None:
    assert extract(text, lang).budget == Budget(410, 730, "EUR", None)


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("fr", "Maximum 500 € de mise en place puis minimum 700 € par mois", (700, None)),
        ("en", "At least 900 euros. At most 300 pounds.", (900, None)),
    ],
)
def test_ends_that_do_not_fit_are_not_joined(lang: str, text: str, wanted: tuple[float | None, float | None]) -> None:
    found = extract(text, lang).budget
    assert found is not None
    assert (found.min, found.max) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "currency"),
    [
        ("fr", "Mon budget : 900 par mois, en dirhams", "MAD"),
        ("en", "Our budget is 900 a month (GBP)", "GBP"),
        ("es", "Un presupuesto de 900 al mes en dólares", "USD"),
        ("ar", "الميزانية ٩٠٠ شهرياً باليورو", "EUR"),
        ("ary-latn", "budget 900 f chhar b euro", "EUR"),
        ("en", "Our budget is 900 a month in cents", None),
    ],
)
def test_the_currency_may_follow_the_period(lang: str, text: str, currency: str | None) -> None:
    found = extract(text, lang).budget
    assert found is not None
    assert (found.max, found.currency) == (900, currency)
