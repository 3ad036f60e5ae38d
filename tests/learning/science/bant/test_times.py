"""When: spans, named days counted from a given day, and durations that are no wish."""

from datetime import date
from itertools import pairwise

import pytest

from learning.science.bant import extract
from learning.science.bant.dates import RAMADAN, days_until

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
        ("avant Pâques", "fr", "long"),
        ("para San Valentín", "es", "medium"),
    ],
)
def test_a_named_day_is_counted_from_today(text: str, lang: str, wanted: str) -> None:
    assert extract(text, lang, today=NOVEMBER).timeline == wanted


def test_a_named_day_without_a_today_is_neither_near_nor_far() -> None:
    assert extract("avant Noël", "fr").timeline == "medium"


@pytest.mark.parametrize("easter", [date(2027, 3, 28), date(2028, 4, 16), date(2030, 4, 21), date(2038, 4, 25)])
def test_easter_is_computed_for_any_year(easter: date) -> None:
    assert days_until("easter", date(easter.year, 1, 1)) == (easter - date(easter.year, 1, 1)).days


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


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("le 3 décembre 2026", "fr", "short"),
        ("le 24 novembre", "fr", "immediate"),
        ("livraison le 12/05/2027", "fr", "long"),
        ("on December 1st, 2026", "en", "short"),
        ("by 12/25/2026", "en", "medium"),
        ("2026-11-25", "en", "immediate"),
        ("el 10 de enero de 2027", "es", "medium"),
        ("Q1 2027", "en", "medium"),
        ("Q3", "en", "long"),
        ("T1 2027", "fr", "medium"),
        ("courant 2027", "fr", "long"),
        ("en 2026", "es", "medium"),
        ("في عام 2028", "ar", "long"),
        ("في مارس 2027", "ar", "long"),
        ("f mars 2027", "ary-latn", "long"),
        ("le 12/05/2024", "fr", None),
        ("en mars 2019", "fr", None),
        ("in 2019", "en", None),
        ("le 45/18/2027", "fr", None),
        ("pour 2027 clients", "fr", None),
    ],
)
def test_a_written_date_is_counted_from_today_and_a_past_one_is_none(text: str, lang: str, wanted: str | None) -> None:
    assert extract(text, lang, today=NOVEMBER).timeline == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("le 12/05/2027", "medium"), ("le 12/05/2030", "long"), ("le 12/05/2019", None), ("en 2029", "long")],
)
def test_without_a_today_only_a_far_year_is_far(text: str, wanted: str | None) -> None:
    assert extract(text, "fr").timeline == wanted


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Cette semaine nous avons reçu trois plaintes", "fr"),
        ("Plus de trésorerie ce mois-ci", "fr"),
        ("We hired two people this week", "en"),
        ("There is no money this quarter", "en"),
        ("Este trimestre perdimos dos clientes", "es"),
        ("No hay fondos este mes", "es"),
        ("ربحنا كثيراً هذا الشهر", "ar"),
        ("لا يوجد مال حالياً", "ar"),
        ("خسرنا هاد السيمانة", "ary"),
        ("ما بقاتش الفلوس دابا", "ary"),
        ("b3na mezyan had simana", "ary-latn"),
        ("ma b9ach flous daba", "ary-latn"),
        ("J'ai 52 ans", "fr"),
    ],
)
def test_a_time_of_what_was_or_is_lacking_is_no_timeline(text: str, lang: str) -> None:
    assert extract(text, lang).timeline is None


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("On a vendu la société et il nous faut le site ce mois-ci", "fr", "short"),
        ("We just moved and want it this week", "en", "immediate"),
        ("No tenemos web y la queremos este mes", "es", "short"),
        ("ما عندناش سيت وبغيناه هاد الشهر", "ary", "short"),
    ],
)
def test_a_wish_beside_what_was_keeps_its_time(text: str, lang: str, wanted: str) -> None:
    assert extract(text, lang).timeline == wanted


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Rien de bien urgent", "fr"),
        ("It's not so urgent", "en"),
        ("Nada muy urgente", "es"),
        ("لا شيء عاجل", "ar"),
        ("ماشي زربان", "ary"),
        ("machi urgent bezaf", "ary-latn"),
    ],
)
def test_a_denied_haste_is_none(text: str, lang: str) -> None:
    assert extract(text, lang).timeline == "none"
