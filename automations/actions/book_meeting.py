"""Keep a free time for a call in the client's own Google Calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations import locks, moments
from automations.actions.base import ActionKind, Shown, register
from automations.risk import Risk
from automations.slots import LOOK_AHEAD, NOTICE, Hours, Span, first_free, overlaps
from integrations import connections
from tenants import clock, context
from tenants.errors import Problem, Refused

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action
    from integrations.connectors.google_calendar.client import GoogleCalendar

TOO_NEAR = timedelta(hours=1)
"""A time that begins sooner is no longer booked: nobody could keep it."""


@register
@dataclass(frozen=True, kw_only=True)
class BookMeeting(ActionKind):
    """The first free time is looked for when the action is drafted, and looked at again before it is booked.

    It invites nobody: staff offers the time when they call. The action's own key makes the id of the
    appointment, so it can be booked once only, and looked up after an answer that was lost.
    """

    slug: ClassVar[str] = "book_meeting"
    title: ClassVar[str | Promise] = gettext_lazy("time for a call")
    risk: ClassVar[Risk] = Risk.OPERATIONS
    is_external: ClassVar[bool] = True

    minutes: int
    hours: Hours
    why: str = ""

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        """Raises Refused `calendar_silent` or `no_slot`; then only this action is left out."""
        contact = desk.contacts[cast(int, self.contact_id)]
        taken = _diary(desk)
        start = desk.now + NOTICE
        found = first_free(start, taken, zone=desk.client.zone, hours=self.hours, minutes=self.minutes)
        if found is None:
            raise Refused(_("No free time for a call in the next ten working days."), code="no_slot")
        taken.append(found)
        lines = (self.why, contact.email, contact.phone)
        return {
            "event_key": f"{desk.client.pk}:{key}",
            "name": str(contact),
            "title": _("Call: %(name)s") % {"name": contact},
            "text": "\n".join(line for line in lines if line),
            "starts_at": found[0].isoformat(),
            "ends_at": found[1].isoformat(),
        }

    @classmethod
    def show(cls, action: "Action") -> Shown:
        if not action.payload:
            return Shown(title=str(cls.title))
        start, end = _span(action.payload)
        facts = {
            "at": moments.moment(start),
            "minutes": (end - start) // timedelta(minutes=1),
            "text": " · ".join(action.payload["text"].splitlines()),
        }
        detail = _("%(at)s, %(minutes)s minutes, in Google Calendar; nobody is invited. %(text)s")
        return Shown(title=action.payload["title"], detail=detail % facts)

    @classmethod
    def words_done(cls, number: int) -> str:
        return ngettext("%(n)s time for a call booked", "%(n)s times for a call booked", number)

    @classmethod
    def obstacle(cls, action: "Action") -> str:
        """Two leads for whom the same time was proposed meet here: the second one's is taken."""
        span = _span(action.payload)
        if span[0] - clock.now() < TOO_NEAR:
            return "slot_past"
        locks.hold(cls.slug)
        return "slot_taken" if overlaps(span, _spans(action, booked_only=True)) else ""

    @classmethod
    def execute(cls, action: "Action") -> None:
        payload, calendar = action.payload, _calendar()
        if calendar.event(payload["event_key"]) is not None:
            return
        start, end = _span(payload)
        if calendar.busy(start, end):
            raise Refused(_("The proposed time is no longer free."), code="slot_taken")
        calendar.book(key=payload["event_key"], title=payload["title"], start=start, end=end, text=payload["text"])

    @classmethod
    def look_up(cls, action: "Action") -> bool | None:
        """Not there means free to be booked: a late arrival would be the same appointment by its id."""
        return _calendar().event(action.payload["event_key"]) is not None


def _calendar() -> "GoogleCalendar":
    return cast("GoogleCalendar", connections.bound("google_calendar", why="meeting"))


def _diary(desk: "Desk") -> list[Span]:
    """What is taken: in the calendar, and by proposals nobody has decided yet. Read once for a plan."""
    if desk.diary is None:
        if context.in_transaction():
            raise Refused(_("Google Calendar could not be read, so no time is proposed."), code="calendar_silent")
        try:
            busy = _calendar().busy(desk.now, desk.now + LOOK_AHEAD)
        except Problem as problem:
            raise Refused(problem.sentence, code="calendar_silent") from problem
        desk.diary = [*busy, *_spans()]
    return desk.diary


def _spans(besides: "Action | None" = None, *, booked_only: bool = False) -> list[Span]:
    """Times of other actions of this kind that were booked, or may yet be."""
    from automations.models import Action

    states = Action.LEFT if booked_only else (*Action.LEFT, *Action.OPEN)
    rows = Action.objects.filter(kind=BookMeeting.slug, state__in=states, due_at__gt=clock.now() - timedelta(days=60))
    rows = rows.exclude(pk=besides.pk) if besides else rows
    return [_span(payload) for payload in rows.values_list("payload", flat=True) if payload]


def _span(payload: dict[str, Any]) -> Span:
    return datetime.fromisoformat(payload["starts_at"]), datetime.fromisoformat(payload["ends_at"])
