"""Earned limits: proposed by the record, in force by a person's word, ended at once by one failing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

import events
import reviews
from automations.actions.send_email import SendEmail
from automations.models import EarnedLimit
from automations.outcomes import Group, Outcome
from automations.services import edit_action, effects, resolve_unknown, set_policy, trusting
from automations.services.trusting import decline, ratify, review_limits, withdraw
from automations.trust import force
from automations.trust.record import Trial, counted, trials_of
from crm.services import suppress
from events.models import Event
from integrations.mail import Unknown
from tenants import clock, switches
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.automations.conftest import review_of, run_due, run_letter, states
from tests.automations.trust.conftest import proposal


@pytest.fixture
def record(shop, owner, monkeypatch):
    """Eleven approved runs that reached four people each, where two are the limit."""
    set_policy("letter", by=owner, batch=2)
    at = clock.now() - timedelta(days=2)
    trials = [Trial(uuid4(), at, True, 4, 40_00, 0) for _number in range(11)]
    monkeypatch.setattr(trusting, "trials_of", lambda client, of, now: trials if of.slug == "letter" else [])


def test_a_good_record_proposes_and_changes_nothing_by_itself(approved_run, shop, contact_of, letter, monkeypatch):
    """Three runs are really made; the other eight are like the first of them."""
    for _number in range(3):
        approved_run()
    real = trials_of(shop, letter, clock.now())
    assert [each.good for each in real] == [True] * 3
    trials = [*real, *(replace(real[0], run_id=uuid4()) for _number in range(8))]
    monkeypatch.setattr(trusting, "trials_of", lambda client, of, now: trials if of.slug == "letter" else [])
    found = proposal()
    assert found is not None
    assert (found.batch, found.state) == (3, "proposed")
    assert found.record["good"] == 11
    for number in range(3):
        contact_of(f"Guest {number}")
    assert run_letter(occasion="more").review_id is not None


def test_it_is_proposed_once(record):
    first = proposal()
    review_limits()
    assert EarnedLimit.objects.count() == 1
    assert proposal() == first


def test_ratified_it_lets_go_what_stays_inside_and_asks_beyond(record, owner, contact_of):
    ratify(proposal(), by=owner)
    inside = run_letter(contacts={"contacts": [contact_of(f"G{n}").pk for n in range(4)]})
    assert inside.review_id is None
    assert set(inside.actions.values_list("on_trust", flat=True)) == {True}
    clock.advance(timedelta(days=2))
    beyond = run_letter(contacts={"contacts": [contact_of(f"H{n}").pk for n in range(5)]})
    assert beyond.review_id is not None


def test_what_would_not_have_asked_anyway_is_not_on_trust(in_force, contact_of):
    in_force(batch=50)
    contact_of()
    assert set(run_letter().actions.values_list("on_trust", flat=True)) == {False}


@pytest.mark.parametrize("who", ["manager", "viewer", "outsider"])
def test_only_who_manages_the_client_may_widen(record, request, who):
    found = proposal()
    with pytest.raises(Refused):
        ratify(found, by=request.getfixturevalue(who))
    assert EarnedLimit.objects.get(pk=found.pk).state == "proposed"


def test_a_declined_proposal_comes_back_after_a_month_at_the_earliest(record, owner):
    decline(proposal(), by=owner)
    assert proposal() is None
    clock.advance(timedelta(days=31))
    assert proposal() is not None


def test_a_proposal_is_decided_once(record, owner):
    found = proposal()
    ratify(found, by=owner)
    with pytest.raises(Refused, match="decided already"):
        decline(found, by=owner)


def test_a_version_that_changed_since_cannot_be_ratified(record, owner, letter, monkeypatch):
    found = proposal()
    monkeypatch.setattr(type(letter), "version", 2)
    with pytest.raises(Refused, match="begins anew"):
        ratify(found, by=owner)


def test_a_new_version_has_earned_nothing(in_force, letter, monkeypatch):
    in_force()
    monkeypatch.setattr(type(letter), "version", 2)
    assert force.in_force(letter) is None


def test_a_rejection_ends_it_at_once(in_force, contact_of, manager, letter):
    in_force()
    contact_of(spent_cents=9_000_00)
    review = review_of(run_letter())
    assert reviews.reject(review, by=manager, digest=review.digest)
    row = EarnedLimit.objects.get()
    assert (row.state, row.ended_code) == ("ended", "rejected")
    assert Event.objects.filter(type="limit.demoted").count() == 1


def test_a_failure_ends_it_at_once(in_force, contact_of, monkeypatch):
    def broken(action):
        raise Refused("No such mailbox.", code="no_mailbox")

    in_force()
    contact_of()
    monkeypatch.setattr(SendEmail, "execute", broken)
    run_letter()
    run_due()
    assert EarnedLimit.objects.get().ended_code == "failed"


def test_an_unknown_ends_it_and_its_good_end_does_not_bring_it_back(in_force, contact_of, manager, monkeypatch):
    def cut_off(action):
        raise Unknown("Connection lost.", code="dropped_after_data")

    in_force()
    contact_of()
    monkeypatch.setattr(SendEmail, "execute", cut_off)
    run = run_letter()
    run_due()
    assert EarnedLimit.objects.get().ended_code == "unknown"
    resolve_unknown(run.actions.get(), True, manager)
    assert not EarnedLimit.objects.in_force().exists()


def test_a_complaint_ends_it(in_force, contact_of, shop):
    contact = contact_of()
    run_letter()
    run_due()
    in_force()
    suppress(contact.email, "email", "complaint")
    run_due()
    assert EarnedLimit.objects.get().ended_code == "complaint"


def test_a_bounce_and_a_complaint_about_something_else_leave_it(in_force, contact_of):
    written, other = contact_of("Written"), contact_of("Other")
    run_letter(contacts={"contacts": [written.pk]})
    run_due()
    in_force()
    suppress(written.email, "email", "bounce")
    suppress(other.email, "email", "complaint")
    run_due()
    assert EarnedLimit.objects.get().state == "in_force"


def test_what_was_let_go_on_trust_and_has_not_left_is_called_off(in_force, contact_of, owner):
    set_policy("letter", by=owner, batch=2)
    in_force(batch=5)
    chosen = [contact_of(f"G{n}").pk for n in range(4)]
    run = run_letter(contacts={"contacts": chosen}, steps=2)
    run_due()
    assert states(run) == {"done": 4, "released": 4}
    force.demote("letter", "complaint")
    clock.advance(timedelta(days=3))
    run_due()
    assert states(run) == {"done": 4, "cancelled": 4}
    assert set(run.actions.filter(state="cancelled").values_list("reason_code", flat=True)) == {"trust_lost"}
    again = run_letter(contacts={"contacts": chosen}, steps=2)
    assert again.review_id is not None


def test_taken_back_by_a_person_it_asks_as_at_first(in_force, manager, viewer, contact_of):
    row = in_force(batch=50)
    with pytest.raises(Refused):
        withdraw(row, by=viewer)
    assert withdraw(row, by=manager)
    assert not withdraw(row, by=manager)
    assert run_letter(contacts={"contacts": [contact_of(f"G{n}").pk for n in range(30)]}).review_id is not None


def test_changing_a_message_that_waits_ends_it_at_once(in_force, contact_of, owner):
    in_force()
    contact_of(spent_cents=9_000_00)
    edit_action(run_letter().actions.get(), by=owner, subject="Another subject")
    assert EarnedLimit.objects.get().ended_code == "edited"


def test_a_failing_withdraws_a_proposal_that_is_still_open(record, contact_of, owner):
    found = proposal()
    contact_of(spent_cents=9_000_00)
    edit_action(run_letter().actions.get(), by=owner, subject="Another subject")
    found.refresh_from_db()
    assert (found.state, found.ended_code) == ("ended", "edited")
    assert LedgerEntry.objects.filter(what="limit.proposal_withdrawn").count() == 1
    with pytest.raises(Refused, match="no longer holds"):
        ratify(found, by=owner)


@pytest.fixture
def hurting(contact_of, shop, monkeypatch):
    """A run that is over; from now on its comparison says that it hurt."""
    contact_of()
    run = run_letter()
    run_due()
    found = Outcome("hurt", Group(40, 1), Group(20, 9), until=clock.now() + timedelta(days=30))
    monkeypatch.setattr(effects.outcomes, "outcome", lambda run: found)
    return run


def test_an_outcome_that_hurt_ends_it_when_it_is_judged_and_once(in_force, hurting):
    in_force()
    effects.judge(hurting.pk)
    assert EarnedLimit.objects.get().ended_code == "hurt"
    EarnedLimit.objects.all().delete()
    again = in_force()
    effects.judge(hurting.pk)
    again.refresh_from_db()
    assert again.state == "in_force", "it was known when this was ratified"


def test_nothing_is_proposed_for_a_month_after_it_came_to_light_that_it_hurt(hurting, letter, shop):
    clock.advance(timedelta(days=40))
    effects.judge(hurting.pk)
    (trial,) = trials_of(shop, letter, clock.now())
    assert trial.failings == {"hurt"}
    assert counted([trial], clock.now()).last_failing_at == clock.now()


def test_an_outcome_that_hurt_ends_it_at_the_next_daily_look(in_force, approved_run, monkeypatch):
    row = in_force()
    run = approved_run(people=2)
    monkeypatch.setattr("automations.trust.record._hurt", lambda runs: {run.pk: clock.now()})
    review_limits()
    row.refresh_from_db()
    assert (row.state, row.ended_code) == ("ended", "hurt")


def test_the_daily_job_looks_for_each_client(record, shop):
    events.enqueue("automations.review_limits", {}, key="look")
    run_due()
    assert EarnedLimit.objects.proposed().exists()


def test_no_earned_limit_frees_content_or_a_refusal(in_force, contact_of, letter, monkeypatch, shop, owner):
    in_force(customer_value_cents=10**12, batch=10**6, day_cost_cents=10**12)
    contact_of()
    monkeypatch.setattr(type(letter), "risk", "content")
    assert run_letter().review_id is not None
    switches.pause(shop, by=owner)
    assert run_letter(occasion="again").state == "refused"


def test_what_one_client_has_earned_another_has_not(client_a, client_b, noon, owner, in_force_at):
    in_force_at(client_a)
    with client_a.active():
        assert force.holds("letter", "1")
    with client_b.active():
        assert not force.holds("letter", "1")
