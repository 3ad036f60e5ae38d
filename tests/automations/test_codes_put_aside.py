"""A code of the pool is put aside for one message, and free again whatever goes wrong before it leaves."""

from datetime import timedelta

import pytest

from automations.actions.send_email import SendEmail
from automations.codes import CodeWish
from automations.guards import code_counts
from automations.models import Action, Run
from automations.services import cancel_run, edit_action, plan_run, resolve_unknown, settling, start_run
from automations.services.forgetting import forget_contact
from crm.models import DiscountCode
from crm.services import load_codes
from tenants import clock
from tenants.errors import Refused, Temporary
from tests.automations.conftest import run_due

State = Action.State


@pytest.fixture
def contacts(shop, contact_of):
    return [contact_of("One"), contact_of("Two")]


@pytest.fixture
def coded(shop, contacts, letter, monkeypatch):
    """The letter gives a code of the pool, which holds three, to two people in an hour."""
    load_codes(["P-1", "P-2", "P-3"], percent=10, expires_at=None, source="p.csv")
    until = clock.now() + timedelta(days=7)

    def plan(ctx, params):
        for contact in contacts:
            yield SendEmail(
                contact_id=contact.pk, template="abandoned_cart_3", once_per=(contact.pk,),
                due_at=ctx.now + timedelta(hours=1), code=CodeWish(10, until), guards=(code_counts(until),),
                about={"lines": [], "cart_url": "https://shop.example/"},
            )  # fmt: skip

    monkeypatch.setattr(letter, "plan", plan, raising=False)
    return letter


def started():
    return start_run("letter", {}, trigger="manual")


def count(state):
    return DiscountCode.objects.filter(state=state).count()


def test_everybody_gets_another_code_and_it_is_theirs_when_the_mail_left(coded):
    rows = list(Action.objects.of_run(started()))
    codes = [action.payload["code"]["code"] for action in rows]
    assert len(set(codes)) == 2 and count("reserved") == 2
    assert all(code in action.payload["text"] for code, action in zip(codes, rows, strict=True))
    clock.advance(timedelta(hours=1))
    run_due()
    assert (count("given"), count("reserved"), count("free")) == (2, 0, 1)


def test_a_planning_that_was_cut_short_puts_aside_anew_and_not_twice(coded, monkeypatch):
    from automations.services import planning

    def cut(*_args):
        raise Temporary("cut")

    with monkeypatch.context() as patched:
        patched.setattr(planning, "_store", cut)
        with pytest.raises(Temporary):
            started()
    assert count("reserved") == 2
    run = plan_run(Run.objects.get().pk)
    assert run.state == Run.State.RUNNING and count("reserved") == 2


def test_a_planning_that_broke_leaves_nothing_aside(coded, monkeypatch):
    monkeypatch.setattr(SendEmail, "draft", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        started()
    assert Run.objects.get().state == Run.State.FAILED and count("free") == 3


def test_whose_mail_cannot_be_written_holds_no_code(coded, contacts, monkeypatch):
    draft = SendEmail.draft

    def written(self, desk, key):
        if self.contact_id == contacts[0].pk:
            raise Refused("no", code="bad_header")
        return draft(self, desk, key)

    monkeypatch.setattr(SendEmail, "draft", written)
    started()
    assert (count("reserved"), count("free")) == (1, 2)


def test_a_run_called_off_gives_its_codes_back(coded, owner):
    cancel_run(started(), by=owner)
    assert count("free") == 3


def test_a_person_forgotten_gives_the_code_back(coded, contacts):
    started()
    forget_contact(contacts[0].pk)
    assert (count("reserved"), count("free")) == (1, 2)


def test_what_a_person_may_still_replay_keeps_its_code(coded):
    action = Action.objects.of_run(started()).first()
    settling.close(action, State.FAILED, code=settling.GAVE_UP)
    assert count("reserved") == 2


@pytest.mark.parametrize(("happened", "state"), [(True, "given"), (False, "free")])
def test_a_mail_that_may_have_left_keeps_its_code_until_a_person_has_looked(coded, owner, happened, state):
    action = Action.objects.of_run(started()).first()
    held = DiscountCode.objects.get(action_id=action.pk)
    settling.close(action, State.UNKNOWN, code="worker_lost")
    assert DiscountCode.objects.get(pk=held.pk).state == "reserved"
    assert resolve_unknown(action, happened, owner)
    assert DiscountCode.objects.get(pk=held.pk).state == state


def test_a_person_may_change_the_words_but_not_lose_the_code(coded, manager, letter, monkeypatch):
    from automations.risk import Risk

    monkeypatch.setattr(type(letter), "risk", Risk.CONTENT)
    action = Action.objects.of_run(started()).first()
    link, code = action.payload["unsubscribe_url"], action.payload["code"]["code"]
    with pytest.raises(Refused) as refused:
        edit_action(action, by=manager, text=f"Come back. {link}")
    assert refused.value.code == "no_code"
    assert edit_action(action, by=manager, text=f"Come back: {code}. {link}").payload["code"]["code"] == code


def test_two_runs_and_too_few_codes(coded, contacts, contact_of):
    started()
    contacts[:] = [contact_of("Three"), contact_of("Four")]
    run = started()
    assert (count("reserved"), count("free")) == (3, 0)
    assert [each["code"] for each in run.left_out] == ["no_code"]
