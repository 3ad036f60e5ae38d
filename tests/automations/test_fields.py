"""Parameters: whatever a page, a machine or a sentence gives is checked value or a refusal."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations import fields
from automations.fields.reading import read_json
from tenants.errors import Refused


class Sample(fields.Form):
    name = fields.Text("Name", max_length=20, initial="none")
    days = fields.Number("Days", min_value=1, max_value=60, initial=7, words=("day", "jour"))
    share = fields.Number("Share", step=0.01, min_value=0, max_value=1, initial=0.5)
    limit = fields.Money("Limit", initial=250_00)
    tone = fields.Choice("Tone", choices=[("warm", "Warm"), ("plain", "Plain")], initial="warm")
    since = fields.Date("Since", required=False)
    words = fields.List("Words", required=False, max_items=3)
    names = fields.Mapping("Names", required=False)
    people = fields.Segment("People", initial={"all": True})


GIVEN = {
    "name": "Zoë",
    "days": 9,
    "share": 0.25,
    "limit": 12_50,
    "tone": "plain",
    "since": "2027-03-28",
    "words": ["a", "b"],
    "names": {"x": "y"},
    "people": {"contacts": [3, 1, 1]},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def test_a_missing_key_means_its_initial_value():
    cleaned = Sample.from_json({})
    assert (cleaned["name"], cleaned["days"], cleaned["limit"], cleaned["people"]) == ("none", 7, 250_00, {"all": True})
    assert cleaned["since"] is None


def test_good_values_come_back_as_json_in_one_shape():
    cleaned = Sample.from_json(GIVEN)
    assert cleaned == GIVEN | {"people": {"contacts": [1, 3]}}
    assert Sample.from_json(json.loads(json.dumps(cleaned))) == cleaned


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("name", "x" * 21), ("name", 5), ("name", "nul\0"), ("name", "\ud800"),
        ("days", 0), ("days", 61), ("days", 2.5), ("days", "7"), ("days", True), ("days", 10**400), ("days", math.nan),
        ("share", math.inf), ("share", -0.1), ("limit", -1), ("limit", 1.5), ("limit", 2**60), ("tone", "loud"),
        ("tone", ["warm"]), ("since", "28/03/2027"), ("since", "2027-02-30"), ("words", "a"), ("words", ["a"] * 4),
        ("words", [1]), ("names", {"a": 1}), ("names", []), ("people", {}), ("people", {"all": 1}),
        ("people", {"contacts": [0]}), ("people", {"contacts": [True]}), ("people", {"all": True, "tag": "X"}),
        ("people", {"tag": " "}), ("people", "all"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_with_the_fields_name(name, bad):
    with pytest.raises(Refused) as refused:
        Sample.from_json({name: bad})
    assert str(Sample.declared()[name].label) in refused.value.sentence


def test_every_problem_is_named_at_once():
    with pytest.raises(Refused) as refused:
        Sample.from_json({"days": 0, "tone": "loud", "colour": "red"})
    assert all(word in refused.value.sentence for word in ("Days", "Tone", "colour"))


@given(JSON)
def test_anything_a_stranger_sends_is_parameters_or_a_refusal(value):
    try:
        cleaned = Sample.from_json(value)
    except Refused:
        return
    json.dumps(cleaned, allow_nan=False)


@given(st.dictionaries(st.sampled_from(sorted(GIVEN)), JSON, max_size=3))
def test_anything_in_a_known_field_is_a_value_or_a_refusal(value):
    try:
        cleaned = Sample.from_json(value)
    except Refused:
        return
    assert Sample.from_json(cleaned | {}) == cleaned


@given(st.text(max_size=200))
def test_any_sentence_can_be_read_and_what_is_found_is_valid(text):
    found = Sample.from_text(text)
    Sample.from_json({name: value for name, value in found.items() if name in ("days", "share", "tone", "limit")})


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("write to them after 9 days", "days", 9),
        ("dans 12 jours, 3 fois", "days", 12),
        ("only above €40.50 please", "limit", 40_50),
        ("pas plus de 300 MAD", "limit", 300_00),
        ("in a plain tone", "tone", "plain"),
        ("since 28/03/2027", "since", "2027-03-28"),
        ("since 2027-03-28", "since", "2027-03-28"),
        ("call it «Retour»", "name", "Retour"),
        ("for AT_RISK_HIGH only", "people", {"tag": "AT_RISK_HIGH"}),
        ("to all customers", "people", {"all": True}),
        ("these: a, b", "words", ["a", "b"]),
    ],
)
def test_a_sentence_names_a_value(sentence, name, value):
    assert Sample.from_text(sentence)[name] == value


@pytest.mark.parametrize("sentence", ["between 5 and 9", "after 900 days", "on 31/02/2027", ""])
def test_an_unclear_or_impossible_value_is_not_guessed(sentence):
    found = Sample.from_text(sentence)
    assert "days" not in found
    assert "since" not in found


def test_the_page_and_the_machine_agree():
    page = {
        "name": "Zoë", "days": "9", "share": "0.25", "limit": "12.50", "tone": "plain", "since": "2027-03-28",
        "words": "a\nb\n", "names": "x = y", "people": "contacts:3,1",
    }  # fmt: skip
    form = Sample(page)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == Sample.from_json(GIVEN)


def test_a_stored_value_is_shown_the_way_it_is_typed():
    form = Sample(initial=Sample.from_json(GIVEN))
    shown = {bound.name: bound.value() for bound in form}
    assert (str(shown["limit"]), shown["words"], shown["names"], shown["people"]) == (
        "12.5", "a\nb", "x = y", "contacts:1,3",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["contacts:1,two", "tag:", "some", "contacts:-1"])
def test_a_segment_that_is_typed_wrong_is_refused(text):
    assert "people" in Sample({"people": text}).errors


def test_the_schema_says_what_is_allowed():
    schema = Sample.json_schema()
    assert schema["additionalProperties"] is False
    assert schema["properties"]["days"] == {
        "type": "integer", "minimum": 1, "maximum": 60, "title": "Days", "default": 7,
    }  # fmt: skip
    assert schema["properties"]["tone"]["enum"] == ["warm", "plain"]
    assert json.dumps(schema)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": NaN}', "{", '"' + "x" * 1_000_001 + '"', "\x00"])
def test_json_that_would_hurt_is_refused(text):
    with pytest.raises(Refused):
        read_json(text)


def test_brackets_inside_a_text_are_no_depth():
    assert read_json(json.dumps({"a": '["' * 50})) == {"a": '["' * 50}
