"""A secret shows itself to nobody who did not ask for it by name."""

import copy
import json
import logging
import pickle
import traceback

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from integrations.vault import Sensitive, known

WORD = "sk_live_canary_51"


@pytest.mark.parametrize(
    "show",
    [
        repr,
        str,
        "{}".format,
        "{0!r}".format,
        lambda secret: "%s %r" % (secret, secret),  # noqa: UP031
        lambda secret: f"{secret:>40}",
        lambda secret: repr([secret, {"a": secret}, (secret,)]),
        lambda secret: json.dumps({"a": secret}, default=str),
        lambda secret: repr(getattr(secret, "__dict__", "")),
    ],
)
def test_no_way_of_writing_it_down_shows_it(show):
    assert WORD not in show(Sensitive(WORD))


def test_it_is_revealed_when_asked_for():
    assert Sensitive(WORD).reveal() == WORD
    assert Sensitive(b"bytes").reveal() == b"bytes"


@pytest.mark.parametrize("carry", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps,
                                   lambda secret: json.dumps(secret, cls=DjangoJSONEncoder), hash])  # fmt: skip
def test_it_cannot_be_carried_away(carry):
    with pytest.raises(TypeError) as refusal:
        carry(Sensitive(WORD))
    assert WORD not in str(refusal.value)


def test_equal_secrets_are_equal_and_a_plain_value_never_is():
    assert Sensitive(WORD) == Sensitive(WORD)
    assert Sensitive(WORD) != Sensitive(WORD + "x")
    assert Sensitive(WORD) != WORD
    assert Sensitive(WORD) and not Sensitive("")


def test_a_traceback_with_its_local_variables_does_not_show_it():
    def breaks(secret: Sensitive[str]) -> None:
        raise ValueError(secret)

    try:
        breaks(Sensitive(WORD))
    except ValueError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "secret = Sensitive(•••)" in shown
    assert WORD not in shown


def test_an_ordinary_log_does_not_show_it(caplog):
    logging.getLogger("anybody").warning("read %s %r", Sensitive(WORD), Sensitive(WORD))
    assert "•••" in caplog.text and WORD not in caplog.text


@pytest.mark.parametrize(
    "form", [WORD, json.dumps({"a": 'qu"ote\\d-säcret'}), repr("new\nline-secret"), "a%20b%2Fsecret%26"]
)
def test_known_secrets_are_taken_out_of_text_however_they_are_written(form):
    known.forget()
    for value in (WORD, 'qu"ote\\d-säcret', "new\nline-secret", "a b/secret&"):
        Sensitive(value)
    shown = known.redact(f"before {form} after")
    assert shown.startswith("before ") and shown.endswith(" after") and "•••" in shown
    assert "secret" not in shown and WORD not in shown and "säcret" not in shown


def test_a_secret_inside_a_longer_one_uncovers_nothing():
    known.forget()
    Sensitive("abcdef"), Sensitive("abcdef-and-more")
    assert known.redact("x abcdef-and-more y") == "x ••• y"


def test_only_the_newest_are_remembered():
    known.forget()
    for number in range(known.KEPT + 5):
        Sensitive(f"secret-number-{number:05}")
    assert "secret-number-00000" in known.redact("secret-number-00000")
    assert known.redact(f"secret-number-{known.KEPT:05}") == "•••"
