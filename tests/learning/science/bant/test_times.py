"""When: spans, named days counted from a given day, and durations that are no wish."""

from datetime import date
from itertools import pairwise

import pytest

from learning.science.bant import extract
from learning.science.bant.dates import RAMADAN

NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("avant Noël", "fr", "short"),
        ("pour le mois de janvier", "fr", "medium"),
        ("d'ici septembre", "fr", "long"),
        ("before Black Friday", "en", "immediate"),
        ("by the end of the year", "en", "medium"),
        ("antes del verano", "es", "long"),
        ("قبل رمضان", "ar", "medium"),
        ("9bel ramadan", "ary-latn", "medium"),
        ("قبل العيد", "ary", "long"),
        ("en novembre", "fr", "short"),
    ],
)
def test_a_named_day_is_counted_from_today(text: str, lang: str, wanted: str) -> None:
    assert extract(text, lang, today=NOVEMBER).timeline == wanted


def test_a_named_day_without_a_today_is_neither_near_nor_far() -> None:
    assert extract("avant Noël", "fr").timeline == "medium"


def test_after_the_last_known_ramadan_nothing_is_invented() -> None:
    assert extract("before Ramadan", "en", today=date(2040, 1, 1)).timeline == "medium"
    assert all(later.year - earlier.year in (0, 1) for earlier, later in pairwise(RAMADAN))


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("dans 48 h", "fr", "immediate"),
        ("un mois et demi maximum", "fr", "medium"),
        ("3 months and a half from now", "en", None),
        ("in two or three weeks", "en", "short"),
        ("within 90 days", "en", "medium"),
        ("dentro de un par de semanas", "es", "short"),
        ("بعد شهرين ونصف", "ar", "medium"),
        ("ف ظرف سيمانة", "ary", "immediate"),
        ("pas urgent, dans six mois", "fr", "long"),
    ],
)
def test_a_span_becomes_a_class(text: str, lang: str, wanted: str | None) -> None:
    found = extract(text, lang).timeline
    assert found == wanted if wanted else found in ("medium", "long")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Nous existons depuis 3 mois", "fr"),
        ("J'ai attendu deux semaines ma commande", "fr"),
        ("We have been open for two years", "en"),
        ("My parcel took three weeks", "en"),
        ("El contrato es de 12 meses", "es"),
        ("انتظرت ثلاثة أسابيع", "ar"),
        ("Rappelez-moi demain", "fr"),
    ],
)
def test_a_duration_of_the_past_and_a_call_back_are_no_timeline(text: str, lang: str) -> None:
    assert extract(text, lang).timeline is None
