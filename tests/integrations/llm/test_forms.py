"""Only what was asked for comes through, whatever a model writes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from integrations import llm
from integrations.llm import Misfit, prompts, purposes

FORM = llm.Form(
    (
        llm.Text("title", "a title", 3, 20),
        llm.Choice("mood", "the mood", ("warm", "plain")),
        llm.Whole("stars", "how good", 1, 5),
    )
)
FINE: dict[str, Any] = {"title": "Salam à tous", "mood": "warm", "stars": 4}

BAD: dict[str, Any] = {
    "too short": {"title": "ab"},
    "too long": {"title": "a" * 21},
    "blank": {"title": "     "},
    "two lines": {"title": "one\ntwo"},
    "a script": {"title": "<script>x"},
    "a closing tag": {"title": "x</p>"},
    "an entity": {"title": "a &lt; b"},
    "a turned line": {"title": "abc\u202edef"},
    "an unseen sign": {"title": "ab\u200bcd"},
    "a NUL": {"title": "ab\0cd"},
    "half a character": {"title": "ab\ud800cd"},
    "no text": {"title": 5},
    "nothing": {"title": None},
    "another word": {"mood": "cold"},
    "a list": {"mood": ["warm"]},
    "too many": {"stars": 6},
    "a truth": {"stars": True},
    "a fraction": {"stars": 1.5},
    "a field too many": {"more": 1},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_a_value_that_does_not_fit_is_refused(change):
    with pytest.raises(Misfit):
        FORM.parse(json.dumps(FINE | change))


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "hello", "<html>", '{"title"', "[" * 100_000, '{"stars": NaN}', "x" * 20_001, "9" * 9999]
)
def test_what_is_no_such_object_is_refused(text):
    with pytest.raises(Misfit):
        FORM.parse(text)


def test_what_fits_comes_through_unchanged():
    assert FORM.parse(json.dumps(FINE)) == FINE


def test_everything_wrong_is_named_and_nothing_repeated():
    with pytest.raises(Misfit) as caught:
        FORM.read({"title": "<i>secret", "mood": "secret", "stars": 0})
    assert len(caught.value.problems) == 3 and "secret" not in str(caught.value)


def test_the_schema_is_one_and_admits_what_fits():
    Draft202012Validator.check_schema(FORM.schema())
    assert Draft202012Validator(FORM.schema()).is_valid(FINE)
    assert not Draft202012Validator(FORM.schema()).is_valid(FINE | {"more": 1})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_no_object_breaks_the_reading(found):
    with pytest.raises(Misfit):
        FORM.read(found)


def test_a_prompt_that_is_missing_or_malformed_is_a_mistake_of_ours():
    (prompts.FOLDER / "testing" / "2.txt").write_text("no head")
    for version, error in (("2", ValueError), ("3", FileNotFoundError), ("../1", ValueError)):
        with pytest.raises(error):
            prompts.template("testing", version)


def test_a_purpose_has_one_owner():
    with pytest.raises(ValueError, match="Two purposes"):
        llm.register(llm.Purpose("testing", "volume", dict))
    with pytest.raises(ValueError, match="cannot name"):
        llm.register(llm.Purpose("../x", "volume", dict))
    with pytest.raises(KeyError):
        purposes.get("unknown")
