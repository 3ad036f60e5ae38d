"""Whatever is typed, there is an answer of the right kind, and the work stays bounded."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.science.bant import Bant, Budget, extract
from learning.science.bant.language import guess
from learning.science.bant.lexicon import SPOKEN, Lexicon, lexicon
from learning.science.bant.normal import LONGEST
from tests.learning.science.bant.lines import LANGUAGES

MONEY = re.findall(r"\S+", "1 000 1.500 10k € $ dh 3ndi alf w الف و درهم mille million ٣٠٠ نص ربع half")
SMALL = re.findall(r"\S+", "de le la mois budget max je dois que ma ne pas plus , . - / ديال ف لا mi el no tengo and")
WORDS = st.sampled_from([*MONEY, *SMALL, "\u200f", "\u0000", "😀", "\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
LISTS = ("budget", "not_budget", "nothing", "at_most", "month", "immediate", "none", "yes", "no", "shared", "b2b")


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)),
    st.sampled_from([*LANGUAGES, None, "xx"]),
)
def test_any_text_gives_a_sound_answer(text: str, language: str | None) -> None:
    found = extract(text, language)
    assert isinstance(found, Bant)
    assert found.timeline in {None, "immediate", "short", "medium", "long", "none"}
    assert found.authority in {None, "yes", "no", "shared"}
    assert found.fit in {None, "ecommerce", "b2b", "other"}
    if found.budget is not None:
        money = found.budget
        assert isinstance(money, Budget)
        assert money.min is not None or money.max is not None
        assert money.min is None or money.max is None or 0 <= money.min <= money.max
        assert money.period in {None, "once", "month", "year"}


@pytest.mark.parametrize("part", ["a", "1", "1 ", "و", "mille ", "je dois ", "\u0301", ",", "12,", "\n", "لا ", "€"])
def test_a_hundred_thousand_letters_cost_what_the_first_two_thousand_do(part: str) -> None:
    long = part * (100_000 // len(part))
    assert extract(long, "fr") == extract(long[:LONGEST], "fr")


def test_only_so_many_numbers_of_a_breath_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    real = Lexicon.says

    def counting(self: Lexicon, name: str, text: str) -> bool:
        nonlocal asked
        asked += 1
        return real(self, name, text)

    monkeypatch.setattr(Lexicon, "says", counting)
    extract("100 € " * 20, "fr")
    few, asked = asked, 0
    extract("100 € " * 300, "fr")
    assert asked <= 2 * few


@pytest.mark.parametrize(("part", "language"), [("mon chef ", "fr"), ("مدير ", "ar"), ("must ask ", "en")])
def test_only_so_many_superiors_are_looked_at(part: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    real = Lexicon.__getitem__

    def counting(self: Lexicon, name: str) -> re.Pattern[str]:
        nonlocal looked
        looked += 1
        return real(self, name)

    monkeypatch.setattr(Lexicon, "__getitem__", counting)
    extract(part * 25, language)
    few, looked = looked, 0
    extract(part * 200, language)
    assert looked <= 2 * few


def test_the_same_text_always_gives_the_same_answer_in_any_letter_case() -> None:
    text = "Budget 8K€, Je suis la Directrice Générale, URGENT"
    assert extract(text, "fr") == extract(text.lower(), "fr") == extract(text.upper(), "fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous avons besoin de ça pour notre boutique", "fr"),
        ("We need this for our store", "en"),
        ("Lo necesitamos para la tienda", "es"),
        ("نحتاج هذا لمتجرنا", "ar"),
        ("بغينا هادشي للحانوت ديالنا", "ary"),
        ("bghina hadchi l l7anout dyalna", "ary-latn"),
        ("", "fr"),
    ],
)
def test_the_language_is_told_by_script_and_small_words(text: str, language: str) -> None:
    assert guess(text.casefold()) == language


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_every_list_of_words_is_read_in_every_language(language: str) -> None:
    words = lexicon(language)
    for name in (
        "budget",
        "not_budget",
        "nothing",
        "at_most",
        "month",
        "immediate",
        "none",
        "yes",
        "no",
        "shared",
        "b2b",
    ):
        assert not words.says(name, "")
        assert name in words.patterns
