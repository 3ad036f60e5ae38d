"""What the rules find in utterances invented for them, and in the development set."""

import json
from pathlib import Path

import pytest

from automations.quality import bant
from learning.science.bant import extract
from tests.learning.science.bant.lines import FILES, LANGUAGES, rows, sentences


@pytest.mark.parametrize("name", FILES)
def test_every_field_of_our_own_utterances_is_found(name: str) -> None:
    wrong = []
    for row, found in zip(rows(name), bant.predict(rows(name)), strict=True):
        if not bant.exact(row["gold"], found["pred"]):
            wrong.append((row["lang"], row["text"], found["pred"]))
    assert not wrong


def test_each_way_of_writing_has_fifty_utterances_and_many_numbers_that_are_no_budget() -> None:
    everything = [row for name in FILES for row in rows(name)]
    for lang in LANGUAGES:
        of = [row for row in everything if row["lang"] == lang]
        assert len(of) >= 50
        assert sum(bool(row["tags"]) for row in of) >= 8


def test_no_number_that_is_no_budget_becomes_one_without_the_language_either() -> None:
    false = [
        row["text"]
        for name in FILES
        for row in rows(name)
        if row["tags"] and row["lang"] in ("fr", "en", "ar", "ary") and extract(row["text"]).budget is not None
    ]
    assert not false


def test_what_others_pay_owe_or_ask_and_what_was_is_no_budget() -> None:
    found = {text: extract(text, lang) for lang, text in sentences("other_money.txt")}
    assert len(found) >= 120
    assert not [text for text, said in found.items() if said.budget is not None]


def test_what_the_speaker_would_spend_is_a_budget_however_it_is_said() -> None:
    found = {text: extract(text, lang) for lang, text in sentences("own_money.txt")}
    assert len(found) >= 80
    assert not [text for text, said in found.items() if said.budget is None]


def test_what_others_pay_is_no_budget_when_the_language_must_be_guessed() -> None:
    wrong = [text for _, text in sentences("other_money.txt") if extract(text).budget is not None]
    assert not wrong


def test_the_guessed_language_serves_nearly_as_well() -> None:
    everything = [row for name in FILES for row in rows(name)]
    guessed = bant.predict({**row, "lang": None} for row in everything)
    right = sum(bant.exact(row["gold"], found["pred"]) for row, found in zip(everything, guessed, strict=True))
    assert right >= 0.93 * len(everything)


def test_the_bars_hold_on_the_development_set(shared_dir: Path) -> None:
    path = shared_dir / "data" / "bant-dev.jsonl"
    gold = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    found = list(bant.predict(gold))
    right = {row["id"]: bant.exact(row["gold"], each["pred"]) for row, each in zip(gold, found, strict=True)}
    assert sum(right.values()) >= 0.85 * len(gold)
    for lang in LANGUAGES:
        of = [right[row["id"]] for row in gold if row["lang"] == lang]
        assert sum(of) >= 0.70 * len(of)
    none = [each for row, each in zip(gold, found, strict=True) if row["gold"]["budget"] is None]
    assert all(each["pred"]["budget"] is None for each in none)
