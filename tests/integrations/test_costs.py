"""Budgets: put aside before, settled after, never overspent."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection

from events.registry import crons
from integrations import costs, handlers
from integrations.costs import Price
from integrations.models import CostLine
from tenants import clock
from tenants.errors import Refused

pytestmark = pytest.mark.django_db
EURO = 1_000_000
"""In millionths."""


def one(amount: float) -> list[tuple[None, Price]]:
    return [(None, Price("email", int(amount * EURO)))]


def test_without_a_budget_everything_fits_and_is_counted(in_a, noon):
    costs.reserve(one(1_000))
    assert costs.spent(noon.replace(hour=0)) == 1_000 * EURO
    assert costs.budget() == []


def test_a_budget_that_would_be_passed_refuses_all_of_it(in_a, noon):
    costs.set_budget("day", 10_00)
    costs.reserve(one(9))
    with pytest.raises(Refused) as refused:
        costs.reserve([*one(0.5), *one(0.6)])
    assert refused.value.code == "budget_reached"
    assert CostLine.objects.count() == 1


def test_what_did_not_happen_is_free_again(in_a, noon):
    costs.set_budget("day", 10_00)
    action = uuid4()
    costs.reserve([(action, Price("email", 9 * EURO))])
    costs.release(action_ids=[action])
    costs.reserve(one(10))
    assert costs.budget()[0].left_micros == 0


def test_a_settled_line_stays_spent(in_a, noon):
    action = uuid4()
    costs.reserve([(action, Price("email", EURO))])
    assert costs.settle(action) == 1
    assert costs.release(action_ids=[action]) == 0
    assert costs.spent(noon.replace(hour=0)) == EURO


def test_yesterday_does_not_count_but_the_month_does(in_a):
    with clock.frozen(datetime(2026, 11, 17, 22, 30, tzinfo=UTC)):  # 23:30 in Casablanca
        costs.reserve(one(8))
    with clock.frozen(datetime(2026, 11, 17, 23, 30, tzinfo=UTC)):
        costs.set_budget("day", 10_00)
        costs.set_budget("month", 100_00)
        used = {use.period: use.used_micros for use in costs.budget()}
    assert used == {"day": 0, "month": 8 * EURO}


def test_what_costs_nothing_is_never_refused(in_a, noon):
    costs.set_budget("day", 0)
    assert len(costs.reserve(one(0))) == 1


def test_a_negative_budget_is_refused(in_a):
    with pytest.raises(Refused):
        costs.set_budget("day", -1)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_overspend(client_a):
    with client_a.active():
        costs.set_budget("day", 10_00)

    def spend():
        with client_a.active(), suppress(Refused):
            costs.reserve(one(1))
        connection.close()

    threads = [Thread(target=spend) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with client_a.active():
        assert CostLine.objects.counted().total_micros() == 10 * EURO


def test_one_client_does_not_spend_anothers_budget(client_a, client_b, noon):
    with client_a.active():
        costs.set_budget("day", 1_00)
        costs.reserve(one(1))
    with client_b.active():
        assert costs.budget() == []
        assert costs.spent(noon.replace(hour=0)) == 0


def test_what_a_dead_process_put_aside_counts_as_spent_after_an_hour(in_a, noon):
    call = costs.reserve(one(2))[0]
    of_action = costs.reserve([(uuid4(), Price("email", EURO))])[0]
    of_run = costs.reserve(one(3), run_id=uuid4())[0]
    clock.advance(timedelta(minutes=59))
    fresh = costs.reserve(one(1))[0]
    assert costs.settle_forgotten() == 0
    clock.advance(timedelta(minutes=2))
    assert costs.settle_forgotten() == 1 and costs.settle_forgotten() == 0
    states = dict(CostLine.objects.values_list("pk", "state"))
    assert states[call.pk] == "settled"
    assert {states[line.pk] for line in (of_action, of_run, fresh)} == {"reserved"}, "those are on their way"
    assert costs.spent(noon.replace(hour=0)) == 7 * EURO, "no more and no less than before"


def test_forgotten_lines_are_swept_by_the_clock(in_a, noon):
    line = costs.reserve(one(2))[0]
    clock.advance(timedelta(hours=2, minutes=1))
    handlers.settle_forgotten(None)
    line.refresh_from_db()
    assert line.state == "settled" and line.at == noon, "it belongs to the day it was put aside on"
    (declared,) = [each for each in crons("client") if each.handler == "integrations.settle_forgotten"]
    assert declared.cron == "53 * * * *"
