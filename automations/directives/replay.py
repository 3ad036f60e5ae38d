"""A stored order read and planned once more as of now, beside what came of it then. Nothing is kept or started."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from automations.directives import summary
from automations.directives.answering import answered
from automations.directives.conclusion import Conclusion, conclude, reading
from automations.models import DirectiveSession
from tenants import context
from tenants.errors import Refused
from tenants.models import User


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Replayed:
    """`now` is what would come of the order today."""

    now: Conclusion
    differences: list[Difference]


def replayed(session: DirectiveSession, *, by: User | None) -> Replayed:
    """The order and its answers again, for `by`. Raises Refused where the text was forgotten."""
    if session.forgotten_at is not None:
        raise Refused(_("The text of this directive was forgotten, so it cannot be planned again."), code="forgotten")
    client = context.current()
    with translation.override(session.language):
        said, wish = session.text, reading(session.text, client)
        now = conclude(said, wish, session.given, client=client, by=by)
        for answer in session.answers:
            wish = answered(said, wish, answer, client)
            said = f"{said} {answer}"
            now = conclude(said, wish, session.given, client=client, by=by)
    return Replayed(now, _differences(session, now))


def _differences(session: DirectiveSession, now: Conclusion) -> list[Difference]:
    before = {"automation": session.automation, "code": session.code, **(session.plan or {})}
    after = {"automation": now.automation, "code": now.code, **(now.plan or {})}
    return [Difference(name, before.get(name), after.get(name)) for name in summary.differences(before, after)]
