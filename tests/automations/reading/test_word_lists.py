"""The word lists beside the code."""

import ast
from pathlib import Path

import pytest

from automations import directives, reading, sensing
from automations.directives.forbidden import RULES
from automations.directives.forbidden import WORDS as FORBIDDEN
from automations.reading.gazetteer import names
from automations.reading.word_lists import LANGUAGES, WORDS, WordLists
from automations.sensing import WORDS as ASKING
from sensors import registry as sensors

FOLDERS = {"reading": WORDS, "directives": FORBIDDEN, "sensing": ASKING}


@pytest.fixture
def lists(tmp_path):
    """Two languages say "stop", one has a table, two files hold nothing."""
    (tmp_path / "en.toml").write_text('stop = ["stop", "halt"]\n[days]\none = ["monday"]\n', "utf8")
    (tmp_path / "fr.toml").write_text('stop = ["arrête"]\n[days]\none = ["lundi"]\ntwo = ["mardi"]\n', "utf8")
    for language in ("es", "ar"):
        (tmp_path / f"{language}.toml").write_text("", "utf8")
    return WordLists(tmp_path)


def test_a_list_is_read_in_all_languages_together(lists):
    assert lists["stop"] == ["stop", "halt", "arrête"]


def test_a_table_is_read_in_all_languages_together(lists):
    assert lists.table("days") == {"one": ["monday", "lundi"], "two": ["mardi"]}


def test_a_misspelt_kind_is_an_error_and_no_empty_list(lists):
    with pytest.raises(KeyError):
        lists["stopp"]
    with pytest.raises(KeyError):
        lists.table("day")


def test_a_reader_that_changes_a_list_changes_nobody_elses(lists):
    lists["stop"].append("whoa")
    lists.table("days")["one"].append("whoa")
    assert "whoa" not in lists["stop"]
    assert "whoa" not in lists.table("days")["one"]


def _written(value):
    """Every word of a file, whatever table it stands in."""
    for each in value.values():
        yield from _written(each) if isinstance(each, dict) else each


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_or_wears_spaces(folder, language):
    words = list(_written(FOLDERS[folder].file(language)))
    assert words
    assert [word for word in words if not isinstance(word, str) or not word or word != word.strip()] == []


@pytest.mark.parametrize("folder", ["reading", "directives"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_says_a_word_twice(folder, language):
    file = FOLDERS[folder].file(language)
    lists = {kind: words for kind, words in file.items() if isinstance(words, list)}
    assert [kind for kind, words in lists.items() if len(set(words)) < len(words)] == []


def test_arabic_words_stand_with_arabic_alone():
    for lists in (WORDS, FORBIDDEN):
        for language in ("en", "fr", "es"):
            assert [word for word in _written(lists.file(language)) if word[0] >= "\u0600"] == []


def test_every_list_of_the_readers_is_read():
    asked = {text for source in _sources(reading) for text in _texts(source)}
    kinds = {kind for language in LANGUAGES for kind in WORDS.file(language)}
    assert kinds - asked == set()


def test_every_list_of_what_is_forbidden_belongs_to_a_rule():
    kinds = {kind for language in LANGUAGES for kind in FORBIDDEN.file(language)}
    ruled = {kind for _code, act, thing, _reach, spared, _within in RULES for kind in (act, thing, spared) if kind}
    assert kinds == ruled


def test_every_sensor_can_be_asked_for_in_every_language():
    for language in LANGUAGES:
        assert set(ASKING.file(language)["sensors"]) == {sensor.slug for sensor in sensors.all()}
        assert ASKING.file(language)["status"]


def test_a_place_is_named_as_people_write_it():
    assert {"Casablanca", "الدار البيضاء", "Londres", "United Kingdom", "Pays-Bas"} <= set(names())


def test_what_is_no_place_is_no_place_of_ours():
    assert set(WORDS.file("places")["not_places"]).isdisjoint(names())


@pytest.mark.parametrize("package", [reading, directives, sensing])
def test_the_code_holds_no_word_list_as_one_long_text(package):
    long = [
        (source.name, text[:40]) for source in _sources(package) for text in _texts(source) if text.count(", ") > 12
    ]
    assert long == []


def _sources(package):
    return sorted(Path(package.__file__).parent.glob("*.py"))


def _texts(source):
    """Every text in the code, without what only explains."""
    for node in ast.walk(ast.parse(source.read_text("utf8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
