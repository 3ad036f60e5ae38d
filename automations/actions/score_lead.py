"""Look at a lead's score once more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations.actions.base import ActionKind, Shown, register
from learning import leads

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action


@register
@dataclass(frozen=True, kw_only=True)
class ScoreLead(ActionKind):
    """At the end of a series of messages: what they brought about counts, and a crossing is told as any other.

    It belongs to its messages: who is left out of them, or held out, keeps being scored as ever.
    """

    slug: ClassVar[str] = "score_lead"
    title: ClassVar[str | Promise] = gettext_lazy("score looked at again")
    for_message: ClassVar[bool] = True

    score: int

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        return {"name": str(desk.contacts[cast(int, self.contact_id)]), "score": self.score}

    @classmethod
    def show(cls, action: "Action") -> Shown:
        if not action.payload:
            return Shown(title=str(cls.title))
        detail = _("Looks at the score once more after the messages; it was %(score)s of 100 before them.")
        return Shown(title=action.payload["name"], detail=detail % action.payload)

    @classmethod
    def words_done(cls, number: int) -> str:
        return ngettext("%(n)s lead scored again", "%(n)s leads scored again", number)

    @classmethod
    def execute(cls, action: "Action") -> None:
        leads.score(action.contact_id or 0)
