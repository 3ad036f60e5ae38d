"""What would have been done on past days: by what was known then, and without any effect now."""

import json
from datetime import date, timedelta

import pytest
from django.db import InternalError, connection
from django.db.models import F

from automations import message, registry
from automations.models import Action, Run
from automations.services import set_policy, simulate, start_run
from automations.simulation import Report
from automations.simulation.moments import chain, moment
from automations.simulation.replay import bought_anyway, reading_only
from automations.triggers import On, Weekly
from crm.models import Activity, ConsentEvent, Contact, Suppression
from crm.services import set_consent
from events.models import Event, Job
from integrations.mail import mailbox as stored_mail
from integrations.models import CostLine
from tenants.errors import Refused
from tests.automations.conftest import order_of, orders_imported, run_due

TODAY = date(2026, 11, 18)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def letters(**params) -> Report:
    return simulate("letter", ago(10), ago(1), params)


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Run, Action, CostLine, Activity, Event, Job)}


def test_one_occasion_is_acted_on_once_over_all_days(shop, contact_of):
    contact_of()
    found = letters()
    assert [day.planned for day in found.days] == [1, *[0] * 9]
    assert found.totals["delivered"] == 1
    assert found.people == 1
    assert found.kinds == {"send_email": 1}


def test_nothing_is_stored_and_nothing_leaves(shop, contact_of):
    contact_of(spent_cents=9_000_00)
    before = rows()
    found = letters(steps=3, tag="SEEN")
    assert (found.totals["planned"], found.totals["asked"]) == (4, 4)
    run_due()
    assert rows() == before
    assert stored_mail(shop) == []
    assert not Contact.objects.exclude(tags=[]).exists()


def test_a_plan_that_would_write_is_stopped_by_the_database(shop, contact_of, letter, monkeypatch):
    def writing(ctx, params):
        Contact.objects.update(first_name="changed")
        yield from ()

    contact_of("Amélie")
    monkeypatch.setattr(letter, "plan", writing)
    with pytest.raises(InternalError, match="read-only"):
        letters()


def test_the_hold_on_writing_ends_with_the_reading(shop, contact_of):
    contact = contact_of()
    with reading_only(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("on",)
    Contact.objects.filter(pk=contact.pk).update(first_name="Basma")


def test_only_what_was_known_on_the_day_is_seen(shop, contact_of, noon):
    late = contact_of("Late")
    Contact.objects.filter(pk=late.pk).update(happened_at=noon - timedelta(days=4), known_at=noon - timedelta(days=4))
    found = letters()
    assert [day.planned for day in found.days] == [0] * 7 + [1, 0, 0]


def test_who_bought_in_between_gets_no_second_message(shop, contact_of, noon):
    contact = contact_of()
    order_of(contact, noon - timedelta(days=9))
    found = letters(steps=2)
    assert (found.totals["delivered"], found.totals["skipped"]) == (1, 1)
    assert found.skipped == {"bought_meanwhile": 1}


def test_who_was_really_written_to_just_before_the_first_day_waits_as_they_would_have(shop, contact_of, noon):
    contact_of(spent_cents=1_00)
    start_run("letter", {"occasion": "before"}, trigger="manual")
    run_due()
    Run.objects.update(created_at=noon - timedelta(days=11))
    Action.objects.update(done_at=noon - timedelta(days=10, hours=20))
    found = letters()
    assert [day.delivered for day in found.days] == [0, 1, *[0] * 8], "two days after the real one, by 16:00"
    assert found.totals["skipped"] == 0


def test_a_wait_that_ends_at_night_goes_on_until_the_morning(shop, contact_of, noon):
    contact_of(spent_cents=1_00)
    start_run("letter", {"occasion": "before"}, trigger="manual")
    run_due()
    Run.objects.update(created_at=noon - timedelta(days=11))
    Action.objects.update(done_at=noon - timedelta(days=11, hours=13, minutes=30))
    assert [day.delivered for day in letters().days] == [0, 1, *[0] * 8], "from 22:30 to nine o'clock"


def test_whoever_said_no_before_the_next_message_was_due_gets_none(shop, contact_of, noon):
    contact = contact_of()
    set_consent(contact, "opted_out", source="page", at=noon - timedelta(days=8))
    asked = {"channel": "email", "source": "page", "known_at": noon, "happened_at": noon - timedelta(days=100)}
    ConsentEvent.objects.create(contact=contact, state="opted_in", **asked)
    ConsentEvent.objects.update(known_at=F("happened_at"))
    found = letters(steps=2)
    assert (found.totals["delivered"], found.skipped) == (1, {"opted_out": 1})


def test_an_address_that_was_shut_off_in_between_gets_no_more(shop, contact_of, noon):
    contact = contact_of()
    Suppression.objects.create(
        address_key=contact.email_key, channel="email", reason="bounce", at=noon - timedelta(days=8)
    )
    found = letters(steps=2)
    assert (found.totals["delivered"], found.skipped) == (1, {"suppressed": 1})


def test_what_is_still_to_come_counts_when_the_next_day_asks(shop, contact_of, owner, letter, monkeypatch):
    """A second message on the fourth day and a first one to somebody else are two people within that day."""
    set_policy("letter", by=owner, batch=1)
    first, second = contact_of(spent_cents=1_00), contact_of(spent_cents=1_00)
    whole = type(letter).plan

    def plan(ctx, params):
        chosen = {
            "contacts": [first.pk if ctx.today == ago(10) else second.pk] if ctx.today in (ago(10), ago(7)) else []
        }
        yield from whole(letter, ctx, params | {"contacts": chosen})

    monkeypatch.setattr(letter, "plan", plan, raising=False)
    assert [day.asked for day in letters(steps=2).days] == [0, 0, 0, 2, *[0] * 6]


def test_a_name_that_no_mail_can_carry_is_found_without_making_the_mail(shop, contact_of, monkeypatch):
    contact_of("Eve\r\nBcc: all@victims.example"), contact_of("Good")
    monkeypatch.setattr(message, "_sha256", lambda mail: 1 / 0)
    found = letters(steps=2)
    assert (found.left_out["bad_header"], found.totals["delivered"]) == (1, 2)


def test_what_is_due_after_the_last_day_is_told_apart(shop, contact_of):
    contact_of()
    found = simulate("letter", ago(2), ago(1), {"steps": 3})
    assert (found.totals["delivered"], found.ahead) == (1, 2)


def test_the_batch_limit_asks_as_it_would_have(shop, contact_of):
    for number in range(26):
        contact_of(f"Buyer {number}", spent_cents=1_00)
    found = letters()
    assert (found.totals["requests"], found.totals["asked"]) == (1, 26)


def test_whoever_is_held_out_is_counted_and_not_written_to(shop, contact_of):
    contact_of(held_out=True)
    found = letters()
    assert (found.held_out, found.people, found.totals["planned"]) == (1, 0, 0)


def test_without_consent_a_person_is_left_out_once(shop, contact_of):
    contact_of(email_consent="unknown")
    assert letters().left_out == {"consent_unknown": 1}


def test_what_was_really_done_before_the_first_day_is_not_done_again(shop, contact_of, noon):
    contact_of(spent_cents=1_00)
    run = start_run("letter", {}, trigger="manual")
    Run.objects.filter(pk=run.pk).update(created_at=noon - timedelta(days=20))
    assert letters().totals["planned"] == 0
    Run.objects.filter(pk=run.pk).update(created_at=noon - timedelta(days=5))
    assert letters().totals["planned"] == 1


def test_who_bought_anyway_counts_only_where_the_time_is_over(shop, contact_of, noon):
    early, late, silent = contact_of("Early"), contact_of("Late"), contact_of("Silent")
    written = {each.pk: noon - timedelta(days=40) for each in (early, silent)} | {late.pk: noon - timedelta(days=5)}
    order_of(early, noon - timedelta(days=20))
    order_of(late, noon - timedelta(days=1))
    found = bought_anyway(written, timedelta(days=30), noon)
    assert (found.people, found.bought, found.open) == (2, 1, 1)


def test_an_order_before_the_message_or_after_its_time_is_none_of_it(shop, contact_of, noon):
    contact = contact_of()
    order_of(contact, noon - timedelta(days=41))
    order_of(contact, noon - timedelta(days=2))
    found = bought_anyway({contact.pk: noon - timedelta(days=40)}, timedelta(days=30), noon)
    assert (found.people, found.bought) == (1, 0)


def test_without_an_import_nobody_can_say_who_bought(in_a, noon, mailbox, contact_of):
    contact_of()
    found = letters()
    assert found.bought is None
    assert found.skipped == {"orders_stale": 1}


def test_a_series_follows_those_whom_its_first_part_would_have_tagged(shop, contact_of, noon):
    for number in range(12):
        buyer = contact_of(f"Buyer {number}", automation="at-risk-customer-flow")
        for days in (300, 270, 240):
            order_of(buyer, noon - timedelta(days=days - number))
    first = simulate("churn-prediction-resilient", ago(60), ago(50))
    series = simulate("at-risk-customer-flow", ago(60), ago(50))
    assert first.kinds["tag_contact"] > 0
    assert series.kinds.keys() <= {"send_email"}
    assert [stage.automation.slug for stage in chain(registry.get("at-risk-customer-flow"))] == [
        "churn-prediction-resilient",
        "at-risk-customer-flow",
    ]


def test_a_weekly_one_is_asked_on_its_day_at_the_clients_hour(client_a, letter, monkeypatch):
    monkeypatch.setattr(type(letter), "triggers", (Weekly(weekday=3, at="09:30"),), raising=False)
    found = moment(letter, TODAY, client_a)
    assert found is not None
    assert found.isoformat() == "2026-11-18T09:30:00+01:00"
    assert moment(letter, ago(1), client_a) is None


def test_what_starts_upon_events_cannot_be_replayed_and_says_so(shop, contact_of, letter, monkeypatch):
    contact_of()
    monkeypatch.setattr(type(letter), "triggers", (On("cart.abandoned"),), raising=False)
    with pytest.raises(Refused, match="starts when something happens"):
        letters()


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (ago(1), ago(2), "before the first"),
        (ago(1), TODAY + timedelta(days=1), "in the future"),
        (ago(400), ago(1), "At most 366 days"),
        (ago(900), ago(800), "nothing to replay"),
    ],
)
def test_days_that_make_no_sense_are_refused(shop, contact_of, first, last, sentence):
    contact_of()
    with pytest.raises(Refused, match=sentence):
        simulate("letter", first, last)


def test_today_is_planned_only_when_its_hour_has_come(shop, contact_of, letter, monkeypatch):
    contact_of()
    assert simulate("letter", TODAY, TODAY).totals["planned"] == 1
    monkeypatch.setattr("automations.simulation.moments.USUAL", "23:00")
    assert simulate("letter", TODAY, TODAY).totals["planned"] == 0


def test_a_report_survives_its_storing(shop, contact_of):
    orders_imported()
    contact_of()
    found = letters(steps=2)
    assert Report.read(json.loads(json.dumps(found.stored()))) == found


def test_the_other_client_has_nothing_to_replay(client_b, noon, contact_of, client_a):
    with client_a.active():
        contact_of()
    with client_b.active(), pytest.raises(Refused, match="nothing to replay"):
        letters()
