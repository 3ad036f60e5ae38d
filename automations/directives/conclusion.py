"""From a text to what becomes of it: read, criticised and dry-run, with no effect at all."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from automations.base import Automation
from automations.directives import model, summary
from automations.directives.critic import Criticism, criticise
from automations.directives.wish import Wish, wished
from automations.models import DirectiveSession
from automations.services.starting import plan_preview
from reviews import reasons
from tenants.errors import Problem
from tenants.models import Client, User

State = DirectiveSession.State
Tell = Callable[..., None]
"""Hears the name of each stage as it is reached, and what is known by then."""


@dataclass(frozen=True)
class Conclusion:
    """`plan` sums up the dry run, where there was one."""

    state: State
    wish: Wish
    automation: str = ""
    plan: dict[str, Any] | None = None
    code: str = ""
    sentence: str = ""


def nobody(stage: str, **facts: Any) -> None:
    """Nobody listens."""


def reading(text: str, client: Client) -> Wish:
    """By the rules first, then by a text model where one is set up and the rules leave it something to say."""
    return model.asked(text, wished(text, client), client)


def conclude(
    text: str, wish: Wish, given: Mapping[str, Any], *, client: Client, by: User | None, tell: Tell = nobody
) -> Conclusion:
    """What becomes of `wish`, read from `text`: a plan that was tried, a question, or a refusal."""
    tell("understood", automation=wish.slug, by=wish.by, verdict=wish.verdict)
    found = criticise(text, wish, given, client=client, by=by)
    if wish.slug and found.verdict == "plan":
        tell("parameters", said=wish.said, params=found.params)
    tell("critic", checks=[asdict(check) for check in found.checks])
    slug = found.declaration.slug if found.declaration else ""
    if found.verdict != "plan":
        state = State.ASKING if found.verdict == "ask" else State.REFUSED
        return Conclusion(state, wish, slug, None, found.code, found.sentence)
    return _tried(wish, found, tell)


def _tried(wish: Wish, found: Criticism, tell: Tell) -> Conclusion:
    """The dry run, and whether what it shows can be confirmed."""
    automation, slug = found.automation, found.declaration.slug if found.declaration else ""
    if automation is None:
        tell("dry_run", **summary.of_sensor(slug))
        return Conclusion(State.READY, wish, slug, summary.of_sensor(slug))
    try:
        plan, refused = _preview(automation, found.params)
    except Problem as problem:
        return Conclusion(State.REFUSED, wish, slug, None, problem.code, problem.sentence)
    tell("dry_run", **plan)
    if refused:
        said = " ".join(reasons.sentences(plan["reasons"]))
        return Conclusion(State.REFUSED, wish, slug, plan, plan["reasons"][0]["code"], said)
    if not plan["effects"]:
        return Conclusion(State.SHOWN, wish, slug, plan, "nothing_to_do", _("There is nothing to do now."))
    if found.rehearsal:
        asked = _("A dry run was asked for: this is what would happen, and nothing of it does.")
        return Conclusion(State.SHOWN, wish, slug, plan, "rehearsal", asked)
    return Conclusion(State.READY, wish, slug, plan)


def _preview(automation: Automation, params: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    found = plan_preview(automation.slug, params)
    return summary.summed_up(found), found.decided.refused
