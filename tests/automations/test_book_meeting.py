"""A free time is proposed for a call with a hot lead, asked about, and booked once."""

from datetime import datetime, timedelta

import pytest

import events
import reviews
from automations.actions.book_meeting import BookMeeting
from automations.execution import act
from automations.models import Action, Run
from automations.services import plan_preview, switch
from crm.models import Contact
from crm.services import put_score
from integrations import connections
from integrations.connectors.google_calendar.client import event_id
from reviews.models import Review
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import hours_pass
from tests.automations.test_kill_points import die_at
from tests.fakes import faults
from tests.fakes.server import Reply
from tests.sensors.outside import outside, served, slept  # noqa: F401

EVENTS = "/calendars/{calendarId}/events"
ALERT = "hot-lead-alert"


class Calendar:
    """A calendar that remembers what was booked, and knows when it is busy."""

    def __init__(self, outside):  # noqa: F811
        self.booked, self.busy, self.asked = {}, [], 0
        self.fake = outside.connect("google_calendar", {
            "POST /freeBusy": lambda call, _: self.taken(call.json()),
            f"POST {EVENTS}": lambda call, _: self.book(call.json()),
            f"GET {EVENTS}/{{eventId}}": lambda _, operation: self.known(operation.values["eventId"]),
        })  # fmt: skip

    def taken(self, body):
        low, high = (datetime.fromisoformat(body[each]) for each in ("timeMin", "timeMax"))
        own = [tuple(datetime.fromisoformat(row[each]["dateTime"]) for each in ("start", "end"))
               for row in self.booked.values()]  # fmt: skip
        rows = [{"start": start.isoformat(), "end": end.isoformat()}
                for start, end in (*self.busy, *own) if start < high and low < end]  # fmt: skip
        return {"calendars": {body["items"][0]["id"]: {"busy": rows}}}

    def book(self, body):
        self.asked += 1
        if body["id"] in self.booked:
            return Reply(409, {"error": {"code": 409}})
        self.booked[body["id"]] = body
        return body

    def known(self, name):
        return self.booked.get(name) or Reply(404, {"error": {"code": 404}})


@pytest.fixture
def calendar(outside):  # noqa: F811
    return Calendar(outside)


@pytest.fixture
def approved(manager):
    """Let everything that asks happen."""

    def let():
        for review in Review.objects.filter(state="waiting"):
            reviews.approve(review, by=manager, digest=review.digest)
        hours_pass(0)

    return let


def becomes_hot(name="Nadia"):
    at = dict.fromkeys(("details_at", "happened_at", "known_at", "created_at"), clock.now())
    lead = Contact.objects.create(source="form", external_id=name, first_name=name, phone="+212600000000", **at)
    switch(ALERT, True, None, {})
    switch("lead-scoring-agentic", True, None, {})
    put_score(lead.pk, 90, "hot", [{"signal": "intent_demo", "points": 30, "source": "form", "at": ""}])
    hours_pass(0)
    return lead


def meetings():
    return list(Action.objects.filter(kind="book_meeting").order_by("pk"))


def meeting():
    (found,) = meetings()
    return found


def test_a_free_time_is_proposed_and_waits_for_a_person(calendar):
    noon = clock.now()
    calendar.busy = [(noon, noon + timedelta(hours=25))]
    becomes_hot()
    row = meeting()
    assert (row.state, row.asks, calendar.booked) == ("waiting", ["confidence"], {})
    start = datetime.fromisoformat(row.payload["starts_at"])
    assert start == noon + timedelta(hours=25), "the first time that is free, a day ahead"
    shown = BookMeeting.show(row)
    assert shown.title == "Call: Nadia"
    assert "19 Nov 2026" in shown.detail and "30" in shown.detail and "+212600000000" in shown.detail


def test_once_approved_it_stands_in_the_calendar_and_invites_nobody(calendar, approved):
    becomes_hot()
    approved()
    assert meeting().state == "done"
    (event,) = calendar.booked.values()
    assert event["id"] == event_id(meeting().payload["event_key"])
    assert event["attendees"] == []
    assert event["start"]["dateTime"] == meeting().payload["starts_at"]


def test_staff_is_told_whether_a_time_is_looked_for(calendar):
    becomes_hot()
    assert "Google Calendar" in Action.objects.get(kind="notify_staff").payload["lines"][2]


def test_without_a_calendar_the_alert_says_so_and_nothing_is_proposed(in_a, noon):
    in_a.language = "en"
    becomes_hot()
    lines = Action.objects.get(kind="notify_staff").payload["lines"]
    assert "not connected" in lines[2] and "not known" in lines[1]
    assert meetings() == []


def test_booking_twice_is_booking_once(calendar):
    becomes_hot()
    row = meeting()
    assert BookMeeting.look_up(row) is False
    BookMeeting.execute(row)
    BookMeeting.execute(row)
    assert len(calendar.booked) == 1


def test_the_look_up_says_yes_after_the_calendar_did_accept_and_dropped_every_answer(calendar):
    becomes_hot()
    row = meeting()
    start, end = (datetime.fromisoformat(row.payload[each]) for each in ("starts_at", "ends_at"))
    calendar.fake.fail(faults.DROP_AFTER_ACCEPT)
    connections.bound("google_calendar").book(key=row.payload["event_key"], title="x", start=start, end=end)
    assert BookMeeting.look_up(row) is True
    BookMeeting.execute(row)
    assert len(calendar.booked) == 1


def test_a_worker_that_died_after_booking_is_settled_by_the_look_up(calendar, approved):
    becomes_hot()
    row = meeting()
    BookMeeting.execute(row)
    Action.objects.filter(pk=row.pk).update(state="sending", done_at=clock.now())
    act(row.pk)
    assert (meeting().state, len(calendar.booked)) == ("done", 1)


@pytest.mark.django_db(transaction=True)
def test_killed_right_after_the_booking_it_is_booked_once(calendar, manager, in_a, tmp_path, settings):
    becomes_hot()
    (review,) = Review.objects.filter(state="waiting")
    assert reviews.approve(review, by=manager, digest=review.digest)
    die_at("act.before_result", in_a, tmp_path / "killed", settings)
    assert meeting().state == "sending"
    clock.advance(timedelta(minutes=5))
    events.run_due(client=in_a)
    assert (meeting().state, len(calendar.booked)) == ("done", 1)
    assert calendar.asked == 1, "the second worker only looked"


def test_a_time_that_was_taken_meanwhile_is_not_booked(calendar, approved):
    becomes_hot()
    start = datetime.fromisoformat(meeting().payload["starts_at"])
    calendar.busy = [(start, start + timedelta(hours=1))]
    approved()
    assert (meeting().state, meeting().reason_code, calendar.booked) == ("failed", "slot_taken", {})


def test_a_lead_that_is_no_longer_hot_gets_no_time(calendar, approved):
    lead = becomes_hot()
    put_score(lead.pk, 20, "cold", [])
    approved()
    assert (meeting().state, meeting().reason_code, calendar.booked) == ("skipped", "lead_now_cold", {})


def test_a_decision_that_comes_too_late_books_nothing(calendar, approved):
    becomes_hot()
    clock.advance(timedelta(hours=23, minutes=30))
    approved()
    assert (meeting().state, meeting().reason_code) == ("skipped", "slot_past")


def test_two_leads_are_never_given_the_same_time(calendar, approved):
    becomes_hot("Nadia")
    becomes_hot("Rim")
    assert len({row.payload["starts_at"] for row in meetings()}) == 2
    one, other = meetings()
    other.payload |= {each: one.payload[each] for each in ("starts_at", "ends_at")}
    other.state = "sending"
    other.save()
    assert BookMeeting.obstacle(one) == "slot_taken", "even if two proposals met"


def test_two_leads_of_one_plan_are_proposed_two_times(calendar):
    ids = [becomes_hot(name).pk for name in ("Nadia", "Rim")]
    Action.objects.all().delete()
    plan = plan_preview(ALERT, {"contacts": {"contacts": ids}}).plan
    starts = {each.payload["starts_at"] for each in plan.actions if each.wish.slug == "book_meeting"}
    assert len(starts) == 2


def test_a_silent_calendar_leaves_the_time_out_and_not_the_alert(calendar):
    calendar.fake.fail(*[faults.DROP] * 20)
    becomes_hot()
    run = Run.objects.get(automation=ALERT)
    assert [each["code"] for each in run.left_out] == ["calendar_silent"]
    assert Action.objects.get(kind="notify_staff").state == "done"


def test_a_full_calendar_says_so(calendar):
    calendar.busy = [(clock.now(), clock.now() + timedelta(days=40))]
    lead = becomes_hot()
    assert [each["code"] for each in Run.objects.get(automation=ALERT).left_out] == ["no_slot"]
    assert plan_preview(ALERT, {"contacts": {"contacts": [lead.pk]}}).plan.actions == []


def test_hours_without_room_for_a_call_are_refused(in_a):
    with pytest.raises(Refused):
        plan_preview(ALERT, {"opens": 9, "closes": 10, "minutes": 90})


def test_the_same_lead_at_two_clients_has_two_appointments(calendar, in_a):
    becomes_hot()
    assert meeting().payload["event_key"].startswith(f"{in_a.pk}:")
