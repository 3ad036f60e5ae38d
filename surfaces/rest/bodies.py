"""Reading what a program sent: sound JSON of a bearable size, or a problem that says what is wrong with it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from automations.fields.reading import read_json
from tenants.errors import Refused
from tenants.problems import problem

MOST_BYTES = 64 * 1024
SAFE = 2**53
"""Beyond this, programs do not agree on which number is meant (RFC 8259, section 6)."""


class Unreadable(Exception):
    """The request is answered with `answer` and goes no further."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence

    @property
    def answer(self) -> JsonResponse:
        return problem(self.status, self.code, self.sentence)


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The request's JSON object; raises Unreadable."""
    if request.content_type != "application/json":
        raise Unreadable(415, "not_json", _("Send JSON, with the content type application/json."))
    try:
        announced = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        announced = MOST_BYTES + 1
    if announced > MOST_BYTES or len(request.body) > MOST_BYTES:
        raise Unreadable(413, "too_large", _("This is too large."))
    try:
        found = read_json(request.body.decode("utf-8"))
    except UnicodeDecodeError:
        raise Unreadable(400, "bad_json", _("This is not JSON.")) from None
    except Refused as refused:
        raise Unreadable(400, refused.code, refused.sentence) from None
    if not isinstance(found, dict):
        raise Unreadable(422, "no_object", _("Send one JSON object."))
    for value in _leaves(found):
        _bearable(value)
    return found


def _leaves(found: Any) -> Iterator[Any]:
    """Every name and every value that holds no others; the depth was bounded when it was read."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield name
            yield from _leaves(value)
    elif isinstance(found, list):
        for value in found:
            yield from _leaves(value)
    else:
        yield found


def _bearable(value: Any) -> None:
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        raise Unreadable(422, "bad_text", _("This text has signs that cannot be read."))
    if isinstance(value, int | float) and not abs(value) <= SAFE:  # no number that is none compares
        raise Unreadable(422, "bad_number", _("This number is too large."))
