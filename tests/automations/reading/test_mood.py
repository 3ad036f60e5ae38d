"""The parts of a sentence that order nothing, and what stays of it without them."""

import pytest

from automations.reading import Sentence
from automations.reading.clause import clauses
from automations.reading.mood import Mood, rest_of, unordered
from automations.reading.sequences import Sequences


def moods(text: str) -> list[tuple[str, str]]:
    sentence = Sentence(text)
    return [(each.mood.value, sentence.text[each.start : each.end].strip()) for each in unordered(sentence)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Water the roses", []),
        ("Water the roses, don't cut them", [("denied", "don't cut them")]),
        ("Never water the roses, water the tulips", [("denied", "Never water the roses")]),
        ("Arrose les roses et ne les coupe pas", [("denied", "ne les coupe pas")]),
        ("Arrose pas les roses", [("denied", "Arrose pas les roses")]),
        ("Riega las rosas, pero no las cortes", [("denied", "no las cortes")]),
        ("اسق الورود ولا تقطعها", [("denied", "ولا تقطعها")]),
        ("Do not, at any price, cut the roses", [("denied", "Do not, at any price, cut the roses")]),
        ("Water the roses? No", [("denied", "Water the roses? No")]),
        ("At ten, no, at eleven water the roses", [("denied", "no")]),
        ("Water no more than 3 roses", []),
        ("Water roses, no more than 3 a day", [("limited", "no more than 3 a day")]),
        ("Water the roses that never bloom", []),
        ("Arrose les roses qui ne poussent pas", []),
        ("Riega las rosas que no crecen", []),
        ("Water what was not watered if nobody did", []),
        ("N'arrose que les roses", []),
        ("Don't forget to water the roses", []),
        ("Pause the watering", [("denied", "Pause the watering")]),
        ("I want to stop the watering", [("denied", "I want to stop the watering")]),
        ("Should I water the roses?", [("asked", "Should I water the roses")]),
        ("Were the roses watered?", [("asked", "Were the roses watered")]),
        ("Water the roses?", [("wondered", "Water the roses")]),
        ("Could you water the roses?", []),
        ("Pourriez-vous arroser les roses ?", []),
        ("¿Me riegas las rosas?", []),
        ("We have watered the roses, now cut them", [("told", "We have watered the roses")]),
        ("Les roses ont été arrosées", [("told", "Les roses ont été arrosées")]),
        ("He regado las rosas", [("told", "He regado las rosas")]),
        ("He wants roses", []),
        ("Tell her that the roses were watered", []),
    ],
)
def test_what_orders_nothing_is_found_in_its_clause(text, found):
    assert moods(text) == found


def test_what_stays_keeps_its_places():
    sentence = Sentence("Never cut roses, water the tulips 2")
    rest = rest_of(sentence, unordered(sentence))
    assert len(rest.text) == len(sentence.text)
    assert rest.text.endswith(", water the tulips 2") and "roses" not in rest.text


def test_a_stop_is_told_from_a_ban():
    (stopped,) = unordered(Sentence("Cancel the watering"))
    (banned,) = unordered(Sentence("Never cancel the watering"))
    assert (stopped.mood, stopped.stops, banned.stops) == (Mood.DENIED, True, False)


def test_clauses_end_at_signs_and_at_but():
    found = [
        " ".join(word.text for word in each.words) for each in clauses(Sentence("Order no. 9, but 1,5 % off: go!"))
    ]
    assert found == ["order no 9", "1 5 off", "go"]


def test_a_sequence_is_found_whatever_its_accents_and_signs():
    words = Sentence("Est-ce  qu'il a été là").words
    kind = Sequences(["a ete", "a été là", "est ce qu"])
    assert (kind.at(words, 0), kind.first(words, 1), kind.at(words, 4)) == (3, 4, 3)
    assert kind.at(words, 99) == 0 and not kind.all(words)
    assert kind.all(words[:3])
