"""What people read: nothing hides in a text, reasons are sentences, digests can be compared."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from reviews import hidden, reasons
from reviews.templatetags.reviews import in_fours, plainly


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("", ""),
        (None, ""),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("a\u202eb", 'a<span class="status mono" data-state="warning">U+202E</span>b'),
        ("\u2066x\u2069", '<span class="status mono" data-state="warning">U+2066</span>x'
         '<span class="status mono" data-state="warning">U+2069</span>'),
        ("a\x00b", 'a<span class="status mono" data-state="warning">U+0000</span>b'),
        ("line\n\tnext", "line\n\tnext"),
        ("مرحبا Amélie 👨‍👩‍👧", "مرحبا Amélie 👨‍👩‍👧"),
    ],
)  # fmt: skip
def test_text_is_escaped_and_nothing_hides_in_it(text, shown):
    assert plainly(text) == shown


def test_hidden_characters_are_named_once_each():
    assert hidden.found("\u202ea\u200bb\u202e\ufeff") == ["U+202E", "U+200B", "U+FEFF"]
    assert hidden.found("nothing here") == []


def test_digests_are_shown_in_groups():
    assert in_fours("9f2c71ab04de8e13ffff") == "9f2c 71ab 04de 8e13"
    assert in_fours("") == ""


def test_a_registered_reason_is_a_sentence_with_its_numbers():
    reasons.register_reason("test_batch", _("%(count)s are more than %(limit)s."))
    assert reasons.sentence({"code": "test_batch", "count": 38, "limit": 25}) == "38 are more than 25."
    assert reasons.sentence({"code": "test_batch"}) == "Test batch"


def test_amounts_in_a_reason_read_as_the_reader_writes_them():
    reasons.register_reason("test_value", _("Above %(limit_money)s."))
    reason = {"code": "test_value", "limit_cents": 270_000, "currency": "MAD"}
    assert reasons.sentence(reason) == "Above MAD\xa02,700.00."
    with translation.override("fr"):
        assert reasons.sentence(reason) == "Above 2\u202f700,00\xa0MAD."


def test_an_unknown_reason_is_not_hidden():
    assert reasons.sentences([{"code": "budget_over"}]) == ["Budget over"]


def test_a_reason_needs_a_code():
    with pytest.raises(ValueError, match="code"):
        reasons.refuse_text([{"count": 3}])


def test_a_reasons_number_decides_its_form():
    both = ngettext_lazy("%(people)s person.", "%(people)s people.", "people")
    reasons.register_reason("test_people", both)
    told = [reasons.sentence({"code": "test_people", "people": number}) for number in (1, 2)]
    assert told == ["1 person.", "2 people."]
    assert reasons.sentence({"code": "test_people"}) == "Test people", "stored without its number"
