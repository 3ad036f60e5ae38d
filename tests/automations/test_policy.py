"""When it may act alone: every rule, the strictest wins, and small runs add up."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from automations import policy
from automations.models import Action, Policy, Run
from automations.risk import Risk
from automations.services import set_policy
from integrations.costs import Price
from integrations.models import CostLine
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import orders_imported, run_due, run_letter, states

pytestmark = pytest.mark.django_db


def reasons(run: Run) -> dict[str, dict]:
    return {each["code"]: each for each in run.reasons}


@pytest.fixture
def limits(shop):
    """Set this client's policy for the letter."""

    def put(**values: int) -> Policy:
        row = policy.limits_of(shop, "letter")
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        return row

    return put


@pytest.fixture
def priced(monkeypatch):
    """Each mail costs one unit of the currency."""
    monkeypatch.setattr("integrations.mail.price", lambda: Price("email", 1_000_000))


def test_without_a_row_the_markets_limits_apply(shop):
    found = policy.limits_of(shop, "letter")
    assert (found.customer_value_cents, found.batch, found.day_cost_cents) == (2_700_00, 25, 270_00)


@pytest.mark.parametrize(("spent", "asks"), [(100_00, False), (100_01, True)])
def test_a_customer_worth_more_than_the_limit_asks(limits, contact_of, spent, asks):
    limits(customer_value_cents=100_00)
    contact_of(spent_cents=spent)
    assert ("customer_value" in reasons(run_letter())) is asks


def test_a_batch_of_exactly_the_limit_goes_and_one_more_asks_for_all(limits, contact_of):
    limits(batch=2)
    for _number in range(2):
        contact_of()
    assert states(run_letter()) == {"released": 2}
    contact_of()
    asked = run_letter(occasion="later")
    assert states(asked) == {"waiting": 3}
    assert reasons(asked)["batch"] == {"code": "batch", "people": 3, "limit": 2}


def test_many_runs_for_one_person_each_add_up_within_a_day(limits, contact_of):
    limits(batch=3)
    people = [contact_of() for _number in range(4)]
    runs = [run_letter(contacts={"contacts": [each.pk]}) for each in people]
    assert [run.state for run in runs] == ["running"] * 3 + ["waiting"]
    run_due()
    clock.advance(timedelta(days=1))
    orders_imported()
    assert run_letter(contacts={"contacts": [contact_of().pk]}).state == "running"


def test_several_messages_to_one_person_are_one_person(limits, contact_of):
    limits(batch=1)
    contact_of()
    assert states(run_letter(steps=3)) == {"released": 3}


def test_tags_are_no_messages_and_never_ask_for_their_number(limits, contact_of):
    limits(batch=1)
    for _number in range(3):
        contact_of()
    assert states(run_letter(steps=0, tag="X")) == {"released": 3}


def test_content_always_asks(limits, contact_of, letter, monkeypatch):
    monkeypatch.setattr(type(letter), "risk", Risk.CONTENT)
    contact_of()
    assert states(run_letter(steps=0, tag="X")) == {"waiting": 1}


@pytest.mark.parametrize(("confidence", "asks"), [(None, True), (74.9, True), (75, False)])
def test_an_operation_that_is_unsure_or_unknown_asks(limits, contact_of, letter, monkeypatch, confidence, asks):
    from automations.actions.tag_contact import TagContact

    contact = contact_of()
    monkeypatch.setattr(type(letter), "risk", Risk.OPERATIONS)
    wish = TagContact(contact_id=contact.pk, tag="X", once_per=(1,), confidence=confidence)
    monkeypatch.setattr(letter, "plan", lambda ctx, params: iter([wish]), raising=False)
    assert states(run_letter()) == {"waiting" if asks else "released": 1}


def test_a_day_that_would_cost_too_much_asks_for_what_costs(limits, contact_of, priced):
    limits(day_cost_cents=2_00)
    for _number in range(3):
        contact_of()
    run = run_letter(tag="FREE")
    assert states(run) == {"waiting": 3, "released": 3}
    assert reasons(run)["day_cost"] == {
        "code": "day_cost", "cost_cents": 3_00, "limit_cents": 2_00, "currency": "MAD",
    }  # fmt: skip


def test_what_waits_has_put_its_cost_aside_for_the_day(limits, contact_of, priced):
    limits(day_cost_cents=2_00, customer_value_cents=100_00)
    first = run_letter(contacts={"contacts": [contact_of(spent_cents=500_00).pk]})
    second = run_letter(contacts={"contacts": [contact_of().pk]})
    third = run_letter(contacts={"contacts": [contact_of().pk]})
    assert [run.state for run in (first, second, third)] == ["waiting", "running", "waiting"]


def test_a_used_up_budget_refuses_the_whole_plan_and_puts_nothing_aside(limits, contact_of, priced):
    from integrations import costs

    costs.set_budget("day", 1_00)
    contact_of()
    contact_of()
    run = run_letter()
    assert (run.state, run.reasons) == (Run.State.REFUSED, [{"code": "budget_reached"}])
    assert not Action.objects.exists()
    assert CostLine.objects.counted().count() == 0


def test_an_unknown_value_asks(limits, contact_of, monkeypatch):
    contact_of(spent_cents=0)
    monkeypatch.setattr("crm.mirror.Mirror.lifetime_value_cents", lambda self, ids: {})
    assert reasons(run_letter()) == {"value_unknown": {"code": "value_unknown", "people": 1}}


@pytest.mark.parametrize("limits_given", [{"batch": -1}, {"colour": 3}])
def test_a_limit_is_a_known_positive_number(shop, owner, limits_given):
    with pytest.raises(Refused):
        set_policy("letter", by=owner, **limits_given)


def test_only_who_manages_the_client_sets_limits(shop, manager, owner):
    with pytest.raises(Refused):
        set_policy("letter", by=manager, batch=5)
    assert set_policy("letter", by=owner, batch=5).batch == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rule", ["batch", "day_cost"])
def test_many_small_runs_at_once_pass_no_limit_together(client_a, noon, mailbox, contact_of, priced, rule):
    with client_a.active():
        orders_imported()
        people = [contact_of() for _number in range(8)]
        row = policy.limits_of(client_a, "letter")
        row.batch, row.day_cost_cents = (3, 100_00) if rule == "batch" else (25, 3_00)
        row.save()
    start, errors = Barrier(8), []

    def begin(contact_id: int) -> None:
        start.wait()
        try:
            with client_a.active():
                run_letter(contacts={"contacts": [contact_id]})
        except Exception as error:
            errors.append(error)
        connection.close()

    threads = [Thread(target=begin, args=(each.pk,)) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with client_a.active():
        counts = Action.objects.counts()
        assert sum(counts.values()) == 8
        # Costs are put aside before anybody decides, so all of them may ask; too many never go.
        assert counts.get("released", 0) <= 3
        assert rule == "day_cost" or counts["released"] == 3
        run_due()
