"""Tell the people who look after the client something they should know or do."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

import events
from automations.actions.base import ActionKind, Shown, register
from tenants import clock

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action


@register
@dataclass(frozen=True, kw_only=True)
class NotifyStaff(ActionKind):
    """`headline` and `lines` stay in the client's schema; across clients only level and count are seen."""

    slug: ClassVar[str] = "notify_staff"
    title: ClassVar[str | Promise] = gettext_lazy("notice to staff")

    headline: str
    lines: tuple[str, ...] = ()
    level: Literal["notice", "alert"] = "notice"
    counts: dict[str, int] = field(default_factory=dict)

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        return {"headline": self.headline, "lines": list(self.lines), "level": self.level, "counts": self.counts}

    @classmethod
    def show(cls, action: "Action") -> Shown:
        return Shown(title=action.payload["headline"], detail=" · ".join(action.payload["lines"]))

    @classmethod
    def words_done(cls, number: int) -> str:
        return ngettext("%(n)s notice to staff", "%(n)s notices to staff", number)

    @classmethod
    def execute(cls, action: "Action") -> None:
        number = sum(action.payload["counts"].values())
        data = {"level": action.payload["level"], "number": number, "run_id": str(action.run_id)}
        events.publish("staff.notified", ("action", action.pk), data, key=f"staff-notified:{action.pk}")
        events.board.put("notice", str(action.pk), state=data["level"], number=number, at=clock.now())
