"""The two automations: who is about to leave is tagged once, and written to in one run."""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

import reviews
from automations.context import Context
from automations.models import Action, Run
from automations.services import plan_preview, start_run, switch
from crm.models import Contact
from integrations.mail import mailbox as stored_mail
from learning.science.reasons import Reason
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import order_of, orders_imported, review_of, run_due

pytestmark = pytest.mark.django_db
CHURN, SERIES = "churn-prediction-resilient", "at-risk-customer-flow"


@pytest.fixture
def contact_of(contact_of):
    """Contacts who are treated by the series, unless said otherwise."""
    return partial(contact_of, automation=SERIES)


@pytest.fixture
def risks(monkeypatch):
    """Say what the scorer finds; everything else is real."""
    found: dict[int, float] = {}

    def scores(self: Context, *, horizon_days: int) -> SimpleNamespace:
        ids = sorted(found)
        return SimpleNamespace(
            customer=np.array(ids),
            risk=np.array([found[each] for each in ids]),
            recency_days=np.full(len(ids), 200.0),
            reason=[Reason("overdue", 200, 30, 4) for _each in ids],
            model="blend",
            calibrated=True,
        )

    monkeypatch.setattr(Context, "churn_scores", scores)
    return found


def churn(**params) -> Run:
    return start_run(CHURN, params, trigger="manual")


def tags(contact: Contact) -> list[str]:
    contact.refresh_from_db()
    return contact.tags


def series() -> Run:
    return Run.objects.get(automation=SERIES)


def test_each_tier_begins_exactly_at_its_threshold(shop, contact_of, risks):
    people = [contact_of() for _number in range(5)]
    risks.update(dict(zip([each.pk for each in people], [0.85, 0.8499, 0.70, 0.50, 0.4999], strict=True)))
    run = churn()
    run_due()
    assert [tags(each) for each in people] == [
        ["AT_RISK_CRITICAL"], ["AT_RISK_HIGH"], ["AT_RISK_HIGH"], ["AT_RISK_MEDIUM"], [],
    ]  # fmt: skip
    run.refresh_from_db()
    assert (run.facts["model"], run.facts["calibrated"], run.facts["high_people"]) == ("blend", True, 2)
    assert run.facts["source"] == "imported-orders"


def test_the_high_ones_are_written_to_in_one_run_and_one_request(shop, contact_of, risks):
    for number in range(30):
        risks[contact_of(f"C{number}").pk] = 0.75
    churn()
    run_due()
    assert Run.objects.filter(automation=SERIES).count() == 1
    assert series().state == Run.State.WAITING
    assert series().parent_id == Run.objects.get(automation=CHURN).pk
    messages = Action.objects.filter(run=series(), state="waiting")
    assert messages.count() == review_of(series()).effects == 90
    assert stored_mail(shop) == []


def test_nobody_high_starts_no_series(shop, contact_of, risks):
    risks[contact_of().pk] = 0.9
    churn()
    run_due()
    assert not Run.objects.filter(automation=SERIES).exists()


def test_a_second_run_on_the_same_day_does_nothing(shop, contact_of, risks):
    contact = contact_of()
    risks[contact.pk] = 0.75
    churn()
    run_due()
    again = churn()
    run_due()
    assert (again.state, again.reasons) == (Run.State.DONE, [{"code": "nothing_to_do"}])
    assert (again.facts["high_people"], again.facts["high_crossed"]) == (1, 0)
    assert not Action.objects.filter(run=again).exists()
    assert Run.objects.filter(automation=SERIES).count() == 1


def test_rising_into_a_higher_tier_acts_again_and_replaces_the_tag_falling_does_not(shop, contact_of, risks):
    contact = contact_of()
    for risk, expected in ((0.55, ["AT_RISK_MEDIUM"]), (0.9, ["AT_RISK_CRITICAL"]), (0.75, ["AT_RISK_CRITICAL"])):
        risks[contact.pk] = risk
        churn()
        run_due()
        assert tags(contact) == expected


def test_a_purchase_begins_a_new_window(shop, contact_of, risks):
    contact = contact_of()
    risks[contact.pk] = 0.55
    churn()
    run_due()
    order_of(contact, clock.now() - timedelta(hours=1))
    assert churn().facts["medium_crossed"] == 1


def test_staff_gets_one_notice_with_counts_and_an_alert_for_the_critical(shop, contact_of, risks):
    for risk in (0.9, 0.95, 0.75, 0.6):
        risks[contact_of().pk] = risk
    run = churn()
    run_due()
    notices = {each.payload["level"]: each.payload for each in Action.objects.filter(run=run, kind="notify_staff")}
    assert notices["alert"]["counts"] == {"critical": 2}
    assert notices["notice"]["counts"] == {"critical": 2, "high": 1, "medium": 1}
    assert len(notices["notice"]["lines"]) == 3
    from events.models import Board

    assert {row.state: row.number for row in Board.objects.of_kind("notice")} == {"alert": 2, "notice": 4}


def test_thresholds_in_the_wrong_order_are_refused(shop):
    with pytest.raises(Refused):
        churn(high_from=0.9)


def test_with_a_switched_off_series_nobody_is_written_to(shop, contact_of, risks, owner):
    switch(SERIES, True, owner)
    switch(SERIES, False, owner)
    risks[contact_of().pk] = 0.75
    churn()
    run_due()
    assert not Run.objects.filter(automation=SERIES).exists()


def test_the_series_ends_for_who_buys_and_goes_on_for_the_others(shop, contact_of, manager):
    buys = contact_of("Buys", tags=["AT_RISK_HIGH"])
    contact_of("Waits", tags=["AT_RISK_HIGH"])
    contact_of("Compared", tags=["AT_RISK_HIGH"], held_out=True)
    run = start_run(SERIES, {}, trigger="manual")
    run_due()
    clock.advance(timedelta(days=2))
    order_of(buys, clock.now())
    for days in (1, 1, 3):
        clock.advance(timedelta(days=days))
        orders_imported()
        run_due()
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    names = [mail.recipient.split()[0] for mail in stored_mail(shop)]
    assert sorted(names) == ["Buys", "Waits", "Waits", "Waits"]


def test_the_messages_differ_speak_the_contacts_language_and_offer_nothing_invented(shop, contact_of):
    contact_of("Léa", language="fr", tags=["AT_RISK_HIGH"])
    contact_of("Tom", language="en-GB", tags=["AT_RISK_HIGH"])
    contact_of("Ali", language="ar", tags=["AT_RISK_HIGH"])
    payloads = [planned.payload for planned, _verdict in plan_preview(SERIES).rows]
    assert len({(each["to_address"], each["subject"]) for each in payloads}) == len(payloads)
    assert {each["to_name"]: each["language"] for each in payloads} == {"Léa": "fr", "Tom": "en", "Ali": "fr"}
    for each in payloads:
        assert each["unsubscribe_url"] in each["text"]
        assert each["unsubscribe_url"] in each["html"]
        assert not any(sign in each["text"] for sign in ("%", "€", "code", "offre", "offer"))


def test_the_second_message_leaves_its_days_after_the_first(shop, contact_of):
    contact_of(tags=["AT_RISK_HIGH"])
    days = {(planned.due_at - clock.now()).days for planned, _verdict in plan_preview(SERIES).rows}
    assert days == {0, 3, 7}
    with pytest.raises(Refused):
        plan_preview(SERIES, {"second_after_days": 5, "third_after_days": 6})


def test_a_valuable_customer_in_the_series_is_asked_about(shop, contact_of, manager):
    for _number in range(3):
        contact_of(spent_cents=9_000_00, tags=["AT_RISK_HIGH"])
    run = start_run(SERIES, {}, trigger="manual")
    assert [reason["code"] for reason in run.reasons] == ["customer_value"]
    review = review_of(run)
    assert reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    assert len(stored_mail(shop)) == 3


def test_real_scores_tag_the_silent_and_leave_the_regular_alone(shop, contact_of):
    silent = contact_of("Silent")
    regular = contact_of("Regular")
    for weeks in range(1, 30):
        order_of(regular, clock.now() - timedelta(weeks=weeks - 1, hours=1))
    run = churn()
    run_due()
    assert run.facts["model"] in {"rules", "bgnbd", "logistic", "blend"}
    assert tags(regular) == []
    assert len(tags(silent)) == 1
