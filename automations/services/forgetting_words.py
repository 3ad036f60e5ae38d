"""Orders in words are kept for a time, and no longer than the people they may name."""

import json
from collections.abc import Iterator
from typing import Any

from automations.models import DirectiveSession
from automations.reading.sentence import fold
from crm.models import Contact
from tenants import clock

State = DirectiveSession.State
SHORTEST_NAME = 3
SHORTEST_NUMBER = 6
OPEN = (State.PLANNING, State.ASKING, State.READY)
KEPT_OF_STAGE = ("stage", "at", "turn", "code", "checks", "by", "automation", "verdict", "run_id")


def forget_outdated() -> int:
    """Delete sessions that were kept long enough; the runs they started stay."""
    gone, _by_model = DirectiveSession.objects.outdated(clock.now()).delete()
    return gone


def forget_person(contact: Contact) -> int:
    """Blank every order in which `contact` may be named; that it was given, and what it started, stays.

    Rather one text too many: a first name alone is enough. What is still open is closed. How many there were.
    """
    names, numbers = list(_names(contact)), list(_numbers(contact))
    named = [
        each
        for each in DirectiveSession.objects.with_words().select_for_update()
        if _names_them(each, contact.pk, names, numbers)
    ]
    for session in named:
        _blank(session)
    return len(named)


def _names_them(session: DirectiveSession, contact_id: int, names: list[str], numbers: list[str]) -> bool:
    stored = [session.text, session.answers, session.given, session.wish, session.plan]
    said = fold(json.dumps(stored, ensure_ascii=False))
    digits = "".join(sign for sign in said if sign.isdigit())
    if any(_is_in(name, said) for name in names) or any(number in digits for number in numbers):
        return True
    return contact_id in _contacts_in(stored)


def _blank(session: DirectiveSession) -> None:
    session.text, session.answers, session.given, session.wish = "", [], {}, {}
    session.sentence, session.plan = "", None
    session.stages = [{name: value for name, value in each.items() if name in KEPT_OF_STAGE} for each in session.stages]
    if session.state in OPEN:
        session.state, session.code = State.REFUSED, "forgotten"
    session.forgotten_at = clock.now()
    session.save()


def _names(contact: Contact) -> Iterator[str]:
    for name in (contact.first_name, contact.last_name, contact.email):
        for part in (name, *name.split()):
            if len(part) >= SHORTEST_NAME:
                yield fold(part)


def _numbers(contact: Contact) -> Iterator[str]:
    digits = "".join(sign for sign in contact.phone if sign.isdigit()).lstrip("0")
    if len(digits) >= SHORTEST_NUMBER:
        yield digits


def _is_in(name: str, said: str) -> bool:
    at = said.find(name)
    while at >= 0:
        before, after = said[at - 1 : at], said[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = said.find(name, at + 1)
    return False


def _contacts_in(found: Any) -> set[int]:
    """Every number that stands for a contact in stored parameters: under `contact...` or `customer...`."""
    if isinstance(found, dict):
        own = {
            each for name, value in found.items() if name.startswith(("contact", "customer")) for each in _ids(value)
        }
        return own.union(*(_contacts_in(value) for value in found.values()))
    if isinstance(found, list):
        return set().union(*(_contacts_in(value) for value in found))
    return set()


def _ids(value: Any) -> Iterator[int]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, int) and not isinstance(each, bool):
            yield each
        elif isinstance(each, str) and each.isdecimal():
            yield int(each)
