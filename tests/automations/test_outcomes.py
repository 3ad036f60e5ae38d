"""Did it help? Said only when it is sure; otherwise what is missing is said."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reviews
from automations.actions.send_email import SendEmail
from automations.codes import CodeWish
from automations.models import Action, Run
from automations.outcome_words import sentence, state_mark
from automations.outcomes import Group, Outcome, difference_interval, outcome, verdict
from automations.services import set_policy
from crm.services import erase_contact, load_codes
from tenants import clock
from tests.automations.conftest import order_of, orders_imported, review_of, run_due, run_letter, states

pytestmark = pytest.mark.django_db
SHARES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@pytest.fixture
def compared(shop, contact_of):
    """A run that reached `treated` people and left `held_out` out, of whom some bought a week later; a month later."""

    def make(treated: tuple[int, int], held_out: tuple[int, int], *, later: timedelta = timedelta(days=31)) -> Run:
        groups = {False: treated, True: held_out}
        people = {
            held: [contact_of(held_out=held) for _number in range(size)] for held, (size, _bought) in groups.items()
        }
        from automations.policy import limits_of

        policy = limits_of(shop, "letter")
        policy.batch = 1_000
        policy.save()
        run = run_letter()
        run_due()
        clock.advance(timedelta(days=7))
        for held, (_size, bought) in groups.items():
            for contact in people[held][:bought]:
                order_of(contact, clock.now())
        clock.advance(later - timedelta(days=7))
        orders_imported()
        return Run.objects.get(pk=run.pk)

    return make


@pytest.mark.parametrize(
    ("treated", "held_out", "state"),
    [
        ((14, 1), (12, 10), "hurt"),
        ((16, 5), (12, 3), "no_change"),
        ((12, 10), (9, 1), "too_small"),
    ],
)
def test_it_is_said_only_as_far_as_it_is_known(compared, treated, held_out, state):
    found = outcome(compared(treated, held_out))
    assert found.state == state
    assert (found.treated, found.held_out) == (Group(*treated), Group(*held_out))
    assert found.numbers["delivered"] == treated[0]
    assert found.source == "imported-orders"


def test_a_clear_effect_is_told_when_its_time_is_over_and_as_long_as_nobody_who_is_gone_could_change_it(compared):
    run = compared((30, 25), (12, 1), later=timedelta(days=29))
    before_its_time_it_is_too_early_whatever_the_figures_say(run)
    clock.advance(timedelta(days=2))
    orders_imported()
    it_is_told_in_words_with_its_figures(run)
    a_few_forgotten_who_cannot_change_the_answer_leave_it(run)
    who_was_forgotten_may_tip_the_scales_and_then_nothing_is_said(run)


def before_its_time_it_is_too_early_whatever_the_figures_say(run):
    found = outcome(run)
    assert found.state == "too_early"
    assert found.until == clock.now() + timedelta(days=1)


def it_is_told_in_words_with_its_figures(run):
    found = outcome(run)
    assert found.state == "helped"
    assert (found.treated, found.held_out) == (Group(30, 25), Group(12, 1))
    assert (found.numbers["delivered"], found.source) == (30, "imported-orders")
    told = sentence(found)
    assert "It helped." in told
    assert "25 of 30" in told
    assert "1 of 12" in told
    assert {state_mark(state) for state in ("too_early", "too_small", "unknown")} == {"waiting", "missing"}


def a_few_forgotten_who_cannot_change_the_answer_leave_it(run):
    erase_contact(Action.objects.filter(run=run, state="done").values_list("contact_id", flat=True)[0])
    assert outcome(run).state == "helped"


def who_was_forgotten_may_tip_the_scales_and_then_nothing_is_said(run):
    """25 of 30 against 1 of 12 is clear; with nine of the twelve forgotten, they may all have bought."""
    left_out = Action.objects.filter(run=run, state="held_out").values_list("contact_id", flat=True)
    for contact_id in list(left_out)[:9]:
        erase_contact(contact_id)
    found = outcome(run)
    assert (found.state, found.code, found.held_out) == ("unknown", "groups_differ", Group(12, 0, gone=9))
    assert "no longer compared" in sentence(found)


def test_without_newer_orders_it_is_not_known_rather_than_no(compared):
    run = compared((12, 0), (10, 0))
    orders_imported(clock.now() - timedelta(days=5))
    found = outcome(run)
    assert (found.state, found.code) == ("unknown", "orders_stale")


def test_orders_after_the_time_do_not_count(compared, contact_of):
    run = compared((12, 0), (10, 0))
    clock.advance(timedelta(days=1))
    for contact_id in Action.objects.values_list("contact_id", flat=True):
        from crm.models import Contact

        order_of(Contact.objects.get(pk=contact_id), clock.now())
    assert outcome(run).treated.bought == 0


def test_who_bought_before_the_message_left_still_counts_as_treated(shop, contact_of):
    contact = contact_of()
    run = run_letter()
    clock.advance(timedelta(minutes=1))
    order_of(contact, clock.now())
    run_due()
    assert Action.objects.get(run=run).state == "skipped"
    assert outcome(run).treated == Group(1, 1)


@pytest.fixture
def nil_effect(shop, contact_of):
    """24 to write to and 12 left out; of each half buys within a week, whoever is written to."""
    treated = [contact_of(f"T{number}") for number in range(24)]
    held_out = [contact_of(f"H{number}", held_out=True) for number in range(12)]

    def a_month_later(run: Run) -> Outcome:
        run_due()
        clock.advance(timedelta(days=7))
        for contact in [*treated[:12], *held_out[:6]]:
            order_of(contact, clock.now())
        clock.advance(timedelta(days=24))
        orders_imported()
        return outcome(Run.objects.get(pk=run.pk))

    return treated, held_out, a_month_later


def test_whom_a_person_unticks_stays_in_the_comparison(nil_effect, owner, manager):
    treated, _held_out, a_month_later = nil_effect
    set_policy("letter", by=owner, batch=2)
    run = run_letter()
    review = review_of(run)
    good = {contact.pk for contact in treated[:12]}
    kept = [action.pk for action in Action.objects.waiting() if action.contact_id not in good]
    reviews.approve(review, by=manager, digest=review.digest, actions=kept)
    found = a_month_later(run)
    assert (found.treated, found.held_out) == (Group(24, 12), Group(12, 6))
    assert found.state == "no_change"
    assert found.numbers["delivered"] == 12


def test_for_whom_no_code_was_left_stays_in_the_comparison_and_may_get_one_later(nil_effect, letter, monkeypatch):
    treated, held_out, a_month_later = nil_effect
    load_codes([f"P-{number}" for number in range(12)], percent=10, expires_at=None, source="p.csv")

    def plan(ctx, params):
        for contact in [*treated, *held_out]:
            yield SendEmail(
                contact_id=contact.pk, template="abandoned_cart_3", once_per=(contact.pk,), due_at=ctx.now,
                code=CodeWish(10, clock.now() + timedelta(days=7)), about={"lines": [], "cart_url": "https://s.example/"},
            )  # fmt: skip

    monkeypatch.setattr(letter, "plan", plan, raising=False)
    run = run_letter()
    assert run.left_out == [{"code": "no_code", "people": 12, "contacts": [each.pk for each in treated[12:]]}]
    found = a_month_later(run)
    assert (found.treated, found.held_out, found.state) == (Group(24, 12), Group(12, 6), "no_change")
    assert (found.numbers["delivered"], found.numbers["skipped"]) == (12, 12)
    load_codes(["Q-1"], percent=10, expires_at=None, source="q.csv")
    later = run_letter()
    assert states(later) == {"released": 1, "skipped": 11}
    assert Action.objects.get(run=later, state="released").contact_id == treated[12].pk


def test_whose_name_no_mail_can_carry_stays_in_the_comparison(shop, contact_of):
    contact_of("Fine"), contact_of("Eve\r\nBcc: all@victims.example")
    run = run_letter(steps=2)
    assert outcome(run).treated == Group(2, 0)
    assert states(run) == {"released": 2, "skipped": 2}


def test_where_nobody_approved_there_is_nothing_to_compare(shop, contact_of, manager):
    contact_of(spent_cents=9_000_00)
    run = run_letter()
    review = review_of(run)
    assert outcome(run).state == "too_early"
    assert reviews.reject(review, by=manager, digest=review.digest)
    run.refresh_from_db()
    assert (outcome(run).state, outcome(run).code) == ("unknown", "nobody_reached")


def test_a_run_that_reaches_nobody_has_no_effect_to_measure(shop, contact_of):
    contact_of()
    run = run_letter(steps=0, tag="X")
    assert (outcome(run).state, outcome(run).code) == ("too_early", "nobody_reached")
    run_due()
    run.refresh_from_db()
    assert (outcome(run).state, outcome(run).code) == ("unknown", "nobody_reached")


def test_the_interval_is_newcombes_published_one():
    """Newcombe 1998, table II, row (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339."""
    low, high = difference_interval(Group(70, 56), Group(80, 48))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@given(SHARES, SHARES)
def test_the_interval_holds_the_difference_stays_in_bounds_and_turns_with_the_groups(first, second):
    one, other = Group(*first), Group(*second)
    low, high = difference_interval(one, other)
    assert -1 - 1e-9 <= low <= one.share - other.share + 1e-9
    assert one.share - other.share - 1e-9 <= high <= 1 + 1e-9
    back = difference_interval(other, one)
    assert back == pytest.approx((-high, -low))


@pytest.mark.parametrize(
    ("interval", "state"), [((0.001, 0.2), "helped"), ((-0.2, -0.001), "hurt"), ((0, 0.2), "no_change")]
)
def test_touching_zero_is_no_proof(interval, state):
    assert verdict(*interval) == state
