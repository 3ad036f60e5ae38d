"""Numbers, currencies, limits and periods, one way of writing at a time."""

import pytest

from learning.science.bant import Budget, extract
from learning.science.bant.lexicon import lexicon
from learning.science.bant.normal import LONGEST, normal
from learning.science.bant.numbers import quantities


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("fr", "quatre-vingt-dix-sept", [97]),
        ("fr", "soixante-quinze mille", [75_000]),
        ("fr", "mille deux cent trente", [1_230]),
        ("fr", "quinze cents", [1_500]),
        ("fr", "1 234 567,89", [1_234_567.89]),
        ("fr", "un demi-million", [500_000]),
        ("en", "two hundred and fifty thousand", [250_000]),
        ("en", "1.5k", [1_500]),
        ("en", "two and three", [2, 3]),
        ("en", "half a million", [500_000]),
        ("en", "two and a half thousand", [2_500]),
        ("en", "a thousand and a half", [1_500]),
        ("es", "mil quinientos", [1_500]),
        ("es", "treinta y cinco mil", [35_000]),
        ("es", "2.500,50", [2_500.5]),
        ("ar", "خمسة وعشرين ألف", [25_000]),
        ("ar", "ثلاثة عشر", [13]),
        ("ar", "عشرة آلاف وخمسة عشر ألف", [10_000, 15_000]),
        ("ar", "ألفين وخمسمئة", [2_500]),
        ("ar", "١٢٫٥", [12.5]),
        ("ary", "مليون ونص", [1_500_000]),
        ("ary", "مليون إلا ربع", [750_000]),
        ("ary", "تلت آلاف", [3_000]),
        ("ary-latn", "khms alaf w 3chr alaf", [5_000, 10_000]),
        ("ary-latn", "alf w khmsmya", [1_500]),
        ("ary-latn", "3ndi 9bel 7ta", []),
    ],
)
def test_a_number_is_read_in_digits_and_words(lang: str, text: str, values: list[float]) -> None:
    assert [each.value for each in quantities(normal(text), lexicon(lang).numerals)] == values


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("fr", "1 000 € par trimestre", Budget(333.33, 333.33, "EUR", "month")),
        ("fr", "5.000 DH maximum", Budget(None, 5_000, "MAD", None)),
        ("fr", "au minimum 5 à 8k€", Budget(5_000, 8_000, "EUR", None)),
        ("en", "at least $2,000 per year", Budget(2_000, None, "USD", "year")),
        ("en", "no more than 900 CHF a month", Budget(None, 900, "CHF", "month")),
        ("es", "500 € al mes", Budget(500, 500, "EUR", "month")),
        ("ar", "ميزانيتي ٣٠٠ دينار كويتي", Budget(300, 300, "KWD", None)),
        ("ary", "مليون سنتيم", Budget(10_000, 10_000, "MAD", None)),
        ("ary", "عشرين ألف ريال", Budget(1_000, 1_000, "MAD", None)),
        ("ar", "ميزانيتنا ٥٠٠ ريال", Budget(500, 500, "SAR", None)),
        ("ary-latn", "jouj d lmlayen w noss", Budget(25_000, 25_000, "MAD", None)),
        ("ary-latn", "budget 0 dh", Budget(0, 0, None, None)),
    ],
)
def test_an_amount_carries_its_currency_limit_and_period(lang: str, text: str, wanted: Budget) -> None:
    found = extract(text, lang).budget
    assert found is not None
    assert (found.min, found.max, found.currency) == (wanted.min, wanted.max, wanted.currency)
    assert wanted.period is None or found.period == wanted.period


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Livraison gratuite dès 50 € d'achat"),
        ("fr", "Le budget n'est pas encore fixé"),
        ("fr", "+15 % en 2025"),
        ("en", "Feel free to call me on 0044 20 7946 0000"),
        ("en", "No fixed budget yet"),
        ("en", "We don't have $10,000"),
        ("es", "Envío gratis a partir de 60 €"),
        ("ar", "التوصيل مجاني"),
        ("ary-latn", "livraison fabor l klyan"),
    ],
)
def test_what_looks_like_money_or_free_but_is_no_budget_gives_none(lang: str, text: str) -> None:
    assert extract(text, lang).budget is None


def test_every_script_and_hidden_mark_comes_to_one_spelling() -> None:
    assert normal("\u200f١٢٣\u200e ÉTÉ\u00a0\u202fa\u0000b ميزانيّةٌ") == "123 ete ab ميزانيه"
    assert normal("５００　€") == "500 €"
    assert len(normal("x" * 100_000)) == LONGEST
    assert len(normal("\ufdfa" * 100_000)) <= LONGEST
