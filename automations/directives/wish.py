"""What somebody seems to want: which automation with which parameters, a question, or a refusal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from automations import registry
from automations.base import Declaration
from automations.directives import ordered, questions
from automations.directives.understanding import Verdict, understand
from automations.reading import Sentence, wishes
from integrations.llm.answer import RULES
from tenants.models import Client

PERSON = "person"
"""How `by` names the one who answered a question."""


@dataclass(frozen=True)
class Wish:
    """`said` is named as the automation's `said()` form names it. `sentence` is the question or refusal.

    `by`: "rules", "person", or the slug of the text model that chose. `dropped` names what was said
    and given up again in an answer. `since`: in the text and its answers, where the order was given anew.
    `settled`: a person answered whether just this is meant.
    """

    verdict: Verdict
    slug: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    sentence: str = ""
    alternatives: list[str] = field(default_factory=list)
    by: str = RULES
    dry_run: bool = False
    publish: bool | None = None
    dropped: list[str] = field(default_factory=list)
    since: int = 0
    settled: bool = False

    def stored(self) -> dict[str, Any]:
        """As JSON values; `read` makes a wish of them again."""
        return asdict(self)

    @classmethod
    def read(cls, row: dict[str, Any]) -> Self:
        return cls(**row)

    def chosen(self, slug: str, said: dict[str, Any], by: str) -> "Wish":
        """The same wish, now for one automation."""
        return replace(self, verdict="plan", slug=slug, said=said, code="", sentence="", by=by)


def offered(client: Client) -> list[Declaration]:
    """What may be named to `client`: what runs the platform itself is the agency's alone."""
    return [each for each in registry.declared() if each.scope == "client" or client.is_agency]


def wished(text: str, client: Client) -> Wish:
    """What the rules read from one text; nothing that `client` is not offered is named.

    That nothing shall be sent or published counts for an unclear order too: its answer will not say it again.
    """
    found, heard = understand(text), Sentence(text)
    known = {each.slug: each for each in offered(client)}
    alternatives = [slug for slug in found.alternatives if slug in known]
    code, sentence = found.reason_code, found.question
    is_read = found.verdict == "plan" or (code in ordered.SETTLED and found.slug in known)
    if code in ordered.SETTLED and not is_read:
        code, sentence = "no_match", questions.question("no_match")
    elif found.verdict == "ask" and not is_read and alternatives != found.alternatives:
        sentence = questions.question(code, _titles(alternatives, known))
    return Wish(
        verdict=found.verdict,
        slug=found.slug or "" if is_read else "",
        said=found.params if is_read else {},
        code=code,
        sentence=sentence,
        alternatives=alternatives,
        dry_run=bool(wishes.rehearsals(heard)),
        publish=False if wishes.forbids_publishing(heard) else None,
    )


def either(wish: Wish, other: str, client: Client) -> Wish:
    """A question: the automation that `wish` names, or the `other` one?"""
    slugs = [wish.slug, other]
    known = {each.slug: each for each in offered(client)}
    sentence = questions.question("ambiguous", _titles(slugs, known))
    return replace(wish, verdict="ask", slug="", said={}, code="ambiguous", sentence=sentence, alternatives=slugs)


def _titles(slugs: Sequence[str], known: dict[str, Declaration]) -> list[str]:
    return [str(known[slug].title) for slug in slugs if slug in known]
