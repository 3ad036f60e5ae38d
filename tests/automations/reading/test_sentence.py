"""Cleaning and folding keep what a person sees."""

from hypothesis import given
from hypothesis import strategies as st

from automations.reading.sentence import MAX_CHARACTERS, Sentence, clean, fold
from automations.reading.small_words import ARTICLES, is_command


def test_invisible_signs_markup_and_vowel_marks_go():
    assert clean("<b>a</b>\u200bb\u202ec\x00d\n e") == "a bc d e"
    assert clean("أَهْلاً ـ ٤٢") == "أهلا 42"
    assert clean("l’été — oui") == "l'été - oui"


def test_folding_keeps_places():
    text = "Élève Œuvre أحمد مدرسة"
    assert len(fold(text)) == len(text)
    assert fold("Élève") == "eleve"
    assert fold("أحمد") == fold("احمد")


def test_an_accent_makes_another_word():
    tea, the = Sentence("thé").words[0], Sentence("the").words[0]
    assert tea not in ARTICLES
    assert the in ARTICLES


def test_verbs_of_every_trade():
    assert all(is_command(word) for word in ("send", "envoie", "rappelle", "muestra", "recalcule"))
    assert not any(is_command(word) for word in ("google", "product", "avis", "data", "metrics", "record"))


@given(st.text(max_size=400))
def test_any_text_becomes_a_sentence(text):
    sentence = Sentence(text)
    assert len(sentence.text) == len(sentence.folded) <= MAX_CHARACTERS
    assert all(sentence.folded[word.start : word.end] == word.text for word in sentence.words)
    assert "\x00" not in sentence.text
