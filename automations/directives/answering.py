"""An answer to the one question: the automation that is meant, what was missing, yes, or the order in other words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from automations.base import Declaration
from automations.directives import ordered
from automations.directives.wish import PERSON, Wish, offered, wished
from automations.reading import Sentence
from automations.reading.heard import any_of
from automations.reading.sentence import fold
from tenants.errors import Refused
from tenants.models import Client

_YES = any_of(
    "yes", "yep", "ok", "okay", "sure", "go ahead", "please do", "oui", "d'accord", "vas-y", "allez-y", "bien sur",
    "si", "sí", "vale", "de acuerdo", "claro", "adelante", "نعم", "ايه", "واخا", "اجل", "موافق", "تمام",
)  # fmt: skip
_ONLY_YES = re.compile(rf"\W*{_YES}(?:\W+\w+){{0,3}}\W*")
_CODE = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_NOT = re.compile(any_of("no", "not", "don't", "non", "pas", "nunca", "لا", "ما"))


def answered(text: str, wish: Wish, answer: str, client: Client) -> Wish:
    """What is wanted, now that the question of `wish` about `text` was answered."""
    fresh = replace(wished(answer, client), since=len(text) + 1)
    if fresh.verdict == "refuse":
        return fresh
    known = {each.slug: each for each in offered(client)}
    if (slug := _chosen(answer, wish.alternatives, known)) and not wish.slug:
        return _kept(wish, wish.chosen(slug, _heard(known[slug], text), PERSON))
    asked = known.get(wish.slug)
    if asked is not None and _says_yes(answer) and wish.code != ordered.ONE_AT_A_TIME:
        fitting = without_what_cannot_be(asked, wish.said)
        dropped = [name for name in wish.said if name not in fitting]
        return replace(wish.chosen(wish.slug, fitting, wish.by), dropped=[*wish.dropped, *dropped], settled=True)
    if asked is not None and wish.code == ordered.ONE_AT_A_TIME and (one := _picked(asked, text, answer)):
        return replace(wish.chosen(wish.slug, {**wish.said, **one}, wish.by), settled=True)
    if fresh.verdict == "plan" and fresh.slug != wish.slug:
        return _kept(wish, fresh)
    if asked is not None and (more := _heard(asked, answer)):
        return replace(wish.chosen(wish.slug, {**wish.said, **more}, wish.by), settled=fresh.code != ordered.DENIED)
    together = wished(f"{text} {answer}", client)
    return _kept(wish, together if together.verdict == "plan" else fresh)


def without_what_cannot_be(declaration: Declaration, said: dict[str, Any]) -> dict[str, Any]:
    """As much of what was said as the automation can do, one parameter after the other."""
    kept: dict[str, Any] = {}
    for name, value in said.items():
        try:
            declaration.params_of({**kept, name: value})
        except Refused:
            continue
        kept[name] = value
    return kept


def _kept(before: Wish, after: Wish) -> Wish:
    """That nothing shall be sent or published stays said."""
    publish = after.publish if after.publish is not None else before.publish
    return replace(after, dry_run=before.dry_run or after.dry_run, publish=publish)


def _heard(declaration: Declaration, text: str) -> dict[str, Any]:
    return {name: each.value for name, each in declaration.said().hear(Sentence(text)).items()}


def _picked(declaration: Declaration, text: str, answer: str) -> dict[str, Any]:
    """The one value among several of the text that the answer names; nothing where it names none or another."""
    sentence = Sentence(text)
    name = ordered.takes_one(sentence, declaration, declaration.said().hear(sentence.untouched()))
    named = [each for each in _CODE.findall(Sentence(answer).text) if any(map(str.isdigit, each))]
    known = {fold(each) for each in _CODE.findall(sentence.text)}
    return {name: named[0]} if name and len(named) == 1 and fold(named[0]) in known else {}


def _says_yes(answer: str) -> bool:
    words = fold(answer)
    return _ONLY_YES.fullmatch(words) is not None and _NOT.search(words) is None


def _chosen(answer: str, alternatives: Sequence[str], known: dict[str, Declaration]) -> str:
    """The one of the proposed automations whose title or name the answer says, "" for none or several."""
    words = fold(Sentence(answer).text)
    said = [slug for slug in alternatives if slug in known and _is_named(known[slug], words)]
    whole = [slug for slug in said if words in (fold(slug), fold(str(known[slug].title)))]
    found = whole or said
    return found[0] if len(found) == 1 else ""


def _is_named(declaration: Declaration, words: str) -> bool:
    names = (fold(declaration.slug), fold(str(declaration.title)))
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names)
