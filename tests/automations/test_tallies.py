"""Lists tell of each run exactly what its own page tells."""

from datetime import timedelta

import reviews
from automations.outcomes import outcome
from automations.tallies import OrdersSeen, tallies
from crm.models import Source
from tenants import clock
from tests.automations.conftest import order_of, orders_imported, review_of, run_due, run_letter


def seen() -> OrdersSeen:
    source = Source.objects.get()
    return OrdersSeen(source.slug, source.last_imported_at)


def test_a_list_says_what_the_single_question_says(shop, contact_of, manager):
    people = [contact_of(f"P{n}", spent_cents=9_000_00) for n in range(3)]
    left_out = [contact_of(f"L{n}", spent_cents=9_000_00, held_out=True) for n in range(2)]
    runs = [run_letter(contacts={"contacts": [each.pk for each in [*people, *left_out]]}, steps=2)]
    runs.append(run_letter(contacts={"contacts": [people[0].pk]}, occasion="again", steps=0, tag="SEEN"))
    reviews.approve(review_of(runs[0]), by=manager, digest=review_of(runs[0]).digest)
    run_due()
    clock.advance(timedelta(days=1))
    order_of(people[0], clock.now())
    order_of(left_out[0], clock.now())
    for days in (1, 2, 40):
        clock.advance(timedelta(days=days))
        orders_imported()
        run_due()
        for run in runs:
            run.refresh_from_db()
        found = tallies(runs, seen())
        for run in runs:
            assert found[run.pk].outcome == outcome(run)
    assert (found[runs[0].pk].outcome.treated.bought, found[runs[0].pk].outcome.held_out.bought) == (1, 1)


def test_an_order_cancelled_or_known_later_is_seen_alike(shop, contact_of, manager):
    person = contact_of(spent_cents=9_000_00)
    run = run_letter(contacts={"contacts": [person.pk]})
    reviews.approve(review_of(run), by=manager, digest=review_of(run).digest)
    clock.advance(timedelta(hours=2))
    cancelled = order_of(person, clock.now())
    cancelled.cancelled_at = clock.now()
    cancelled.save()
    late = order_of(person, clock.now() + timedelta(minutes=1))
    late.known_at = clock.now() + timedelta(days=1)
    late.save()
    clock.advance(timedelta(hours=2))
    run.refresh_from_db()
    assert tallies([run], seen())[run.pk].outcome == outcome(run)
    assert outcome(run).treated.bought == 0


def test_no_run_no_question(shop):
    assert tallies([], OrdersSeen()) == {}


def test_people_are_counted_once_however_many_messages_reach_them(shop, contact_of, manager):
    people = [contact_of(f"P{n}", spent_cents=9_000_00) for n in range(3)]
    contact_of("Held", spent_cents=9_000_00, held_out=True)
    run = run_letter(steps=2, tag="SEEN")
    review = review_of(run)
    kept = [each.pk for each in run.actions.filter(state="waiting").exclude(contact_id=people[0].pk)]
    reviews.approve(review, by=manager, digest=review.digest, actions=kept)
    run_due()
    found = tallies([run], seen())[run.pk]
    assert {stage: n for stage, n in found.people.items() if n} == {"done": 2, "ahead": 2, "dropped": 1, "held_out": 1}
    assert found.things["done"] == found.done["tag_contact"] == 3
    assert found.things["dropped"] == 1
    assert found.done["notify_staff"] == 0
