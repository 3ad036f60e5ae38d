"""Numbers whose shape or lead says that they are no money."""

import pytest

from learning.science.bant import extract
from learning.science.bant.shapes import without_other_numbers


@pytest.mark.parametrize("written", ["06 12 34 56 78", "+212 661-223344", "(415) 555-0192 33", "0612345678", "#A4521"])
def test_telephones_and_marked_numbers_are_blanked_in_place(written: str) -> None:
    assert without_other_numbers(f"tel {written} fin") == f"tel {' ' * len(written)} fin".replace("A", "A")


@pytest.mark.parametrize("written", ["12/05/2027", "2027-05-12", "10:30", "1.5.26"])
def test_dates_and_times_are_blanked(written: str) -> None:
    assert without_other_numbers(f"le {written}").strip() == "le"


@pytest.mark.parametrize("written", ["1 500", "5 000 000 €", "500-700", "100 000 000 dh", "10k", "2 500,50"])
def test_amounts_stay(written: str) -> None:
    assert without_other_numbers(f"max {written}") == f"max {written}"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Notre budget depuis 1956"),
        ("fr", "Un budget pour l'année 2000"),
        ("en", "Our budget since 2000"),
        ("en", "The budget of 2093"),
        ("es", "El presupuesto desde 2000"),
        ("ar", "ميزانيتنا منذ ٢٠٠٠"),
        ("ary-latn", "budget mn 2000"),
        ("fr", "Pour le budget, appelez le 06 12 34 56 78"),
        ("en", "About our budget, the meeting is on 12/05/2027"),
    ],
)
def test_a_year_a_date_and_a_telephone_are_no_budget_even_beside_the_word(lang: str, text: str) -> None:
    assert extract(text, lang).budget is None


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("fr", "Budget 2000 max", 2000),
        ("en", "Our budget is 1998 a month", 1998),
        ("en", "Our budget is 1,998", 1998),
        ("es", "Presupuesto 1998 euros", 1998),
    ],
)
def test_a_number_like_a_year_with_money_about_it_is_a_budget(lang: str, text: str, value: float) -> None:
    found = extract(text, lang).budget
    assert found is not None
    assert found.max == value
