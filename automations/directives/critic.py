"""The critic: deterministic, the same for every reader, before anything is planned and again before it starts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from automations import registry
from automations.base import Automation, Declaration
from automations.directives import grounds, ordered, safety
from automations.directives.idle import idle
from automations.directives.questions import question, refusal
from automations.directives.wish import PERSON, Wish, offered
from automations.needs import missing_now
from automations.reading import Sentence
from automations.risk import Risk
from automations.sensing import Sensing
from automations.services.starting import checked_params
from integrations.llm.answer import RULES
from tenants import access
from tenants.access import Verb
from tenants.errors import Refused
from tenants.models import Client, User

Verdict = str


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `code` is its name."""

    code: str
    holds: bool


class Objection(Exception):
    """Why the wish is not planned as it is: a question, or a refusal."""

    def __init__(self, verdict: Verdict, code: str, sentence: str) -> None:
        super().__init__(code)
        self.verdict, self.code, self.sentence = verdict, code, sentence


@dataclass(frozen=True)
class Criticism:
    """`verdict` is plan, ask or refuse; `params` are the automation's own, checked.

    `rehearsal`: the text wants nothing sent, changed or published, so its plan is shown and never started.
    """

    verdict: Verdict
    checks: list[Check]
    declaration: Declaration | None = None
    params: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    sentence: str = ""
    rehearsal: bool = False

    @property
    def automation(self) -> Automation | None:
        """What a run would be of; None for a sensor, which is only read."""
        return self.declaration if isinstance(self.declaration, Automation) else None


def criticise(text: str, wish: Wish, given: Mapping[str, Any], *, client: Client, by: User | None) -> Criticism:
    """Judge a wish against its whole `text`, the catalogue, the client as it is now, and the rights of `by`.

    `given` are parameters that came beside the text. Without `by` it is somebody with a shell on the machine.
    """
    return judged(Bench(text, wish, given, client, by))


def judged(bench: "Bench") -> Criticism:
    """What comes of all checks, up to the first that does not hold."""
    checks: list[Check] = []
    try:
        for code in bench.judge():
            checks.append(Check(code, True))
    except Objection as objection:
        checks.append(Check(bench.at, False))
        return Criticism(objection.verdict, checks, bench.declaration, code=objection.code, sentence=objection.sentence)
    return Criticism("plan", checks, bench.declaration, bench.params, rehearsal=bench.is_rehearsal())


class Bench:
    """One wish before all checks; `at` is the check under way."""

    def __init__(self, text: str, wish: Wish, given: Mapping[str, Any], client: Client, by: User | None) -> None:
        self.text, self.wish, self.given, self.client, self.by = text, wish, given, client, by
        self.declaration: Declaration | None = None
        self.params: dict[str, Any] = {}
        self.at = ""

    def checks(self) -> Sequence[Callable[[], None]]:
        """In their order: what is cheap and what forbids comes first."""
        return (
            self.safe, self.understood, self.known, self.ordered, self.built, self.allowed,
            self.plausible, self.parameters, self.ready, self.active,
        )  # fmt: skip

    def judge(self) -> Iterator[str]:
        """The name of each check that holds, in order; raises Objection at the first that does not."""
        for check in self.checks():
            self.at = check.__name__
            check()
            yield self.at

    def safe(self) -> None:
        if self.wish.verdict == "refuse":
            raise Objection("refuse", self.wish.code, self.wish.sentence)
        for code in safety.violations(Sentence(self.text)):
            raise Objection("refuse", code, refusal(code))

    def understood(self) -> None:
        if self.wish.verdict == "ask":
            raise Objection("ask", self.wish.code, self.wish.sentence)

    def known(self) -> None:
        found = {each.slug: each for each in registry.declared()}.get(self.wish.slug)
        if found is None:
            raise Objection("ask", "no_match", question("no_match"))
        if found not in offered(self.client):
            raise Objection("refuse", "agency_only", _("Only the agency itself does this."))
        self.declaration = found

    def ordered(self) -> None:
        """Whoever read it: what the text forbids, asks or tells is no order; a person may settle all but the first."""
        assert self.declaration is not None
        code = ordered.doubt(self.text[self.wish.since :], self.declaration)
        if code == ordered.DENIED or (code and not self.wish.settled):
            raise Objection("ask", code, question(code, [str(self.declaration.title)]))

    def built(self) -> None:
        assert self.declaration is not None
        if not self.declaration.is_built:
            sentence = _("“%(title)s” is in the catalogue and not available yet.") % {"title": self.declaration.title}
            raise Objection("refuse", "not_built", sentence)

    def allowed(self) -> None:
        if self.by is not None and not access.allows(self.by, self.client, Verb.OPERATE):
            sentence = _("Your role does not allow this. Ask an owner or an administrator.")
            raise Objection("refuse", "not_allowed", sentence)

    def plausible(self) -> None:
        """What a model chose, the text's own words must lead to; the rules and a person's answer do so already."""
        if self.wish.by in (RULES, PERSON):
            return
        if not grounds.bears_out(grounds.candidates(self.text, self.client).get(self.wish.slug)):
            raise Objection("ask", "no_match", question("no_match"))

    def parameters(self) -> None:
        """What was said fits the automation; what was given beside the text counts before it."""
        assert self.declaration is not None
        said = _cleaned(self.declaration, self.wish.said)
        if isinstance(self.declaration, Sensing):
            if said or self.given:
                sentence = _("“%(title)s” is read as it is set up, without parameters of its own. Shall it be read so?")
                raise Objection("ask", "sensor_params", sentence % {"title": self.declaration.title})
            return
        assert isinstance(self.declaration, Automation)
        try:
            wanted = self.declaration.params_of(said)
        except Refused as problem:
            raise Objection("ask", problem.code, problem.sentence) from None
        try:
            self.params = checked_params(self.declaration, {**wanted, **self.given})
        except Refused as problem:
            raise Objection("refuse" if self.given else "ask", problem.code, problem.sentence) from None

    def ready(self) -> None:
        assert self.declaration is not None
        missing = [str(sentence) for sentence in missing_now(list(self.declaration.needs))]
        if missing:
            raise Objection("refuse", "not_ready", _("Not ready: %(missing)s") % {"missing": " ".join(missing)})

    def active(self) -> None:
        sentences = {
            "client_not_active": _("The client is not active."),
            "paused": _("Everything is paused. Resume first, then give the directive again."),
        }
        if code := idle(self.client):
            raise Objection("refuse", code, sentences[code])

    def is_rehearsal(self) -> bool:
        if self.wish.dry_run:
            return True
        declaration = self.declaration
        if declaration is None or self.wish.publish is not False or "publish" in declaration.said().declared():
            return False
        return declaration.risk == Risk.CONTENT


def _cleaned(declaration: Declaration, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, each value checked by its own field; raises Objection that names what does not fit."""
    fields = declaration.said().declared()
    cleaned: dict[str, Any] = {}
    problems = []
    for name, value in said.items():
        try:
            cleaned[name] = fields[name].from_json(value)
        except KeyError:
            problems.append(_("%(name)s: no such parameter.") % {"name": name})
        except ValidationError as error:
            problems.append(f"{fields[name].label or name}: {' '.join(error.messages)}")
    if problems:
        raise Objection("ask", "bad_params", " ".join(problems))
    return cleaned
