"""Nothing is asked that the budget does not hold, and what was asked costs what it cost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from integrations import costs, llm
from integrations.models import CostLine
from tests.fakes import faults
from tests.fakes.ai import Said
from tests.integrations.ai_services import connect
from tests.integrations.llm.conftest import FORM, GOOD

SPENT = CostLine.State.SETTLED
FREED = CostLine.State.RELEASED


def lines() -> list[tuple[str, int, str]]:
    return list(CostLine.objects.order_by("pk").values_list("what", "amount_micros", "state"))


@pytest.fixture(autouse=True)
def _plain_money(settings):
    settings.LLM_PRICES = {"anthropic": (3_000_000, 15_000_000), "xai": (1_000_000, 1_000_000), "gemini": (0, 0)}
    settings.LLM_RATES = {"MAD": 10.0}


def test_tokens_are_paid_as_they_were_counted(models, ask):
    connect("anthropic")
    models["anthropic"].says(Said(GOOD, tokens_in=1000, tokens_out=100))
    answer = ask(name="x" * 2000)
    # 1000 at 3 and 100 at 15 millionths of a dollar, in dirhams; rounded up by a millionth.
    assert lines() == [("llm-anthropic", 45_010, SPENT)]
    assert answer.cost_micros == 45_010


@pytest.mark.parametrize("counted", [0, -5, 10**30])
def test_a_count_that_cannot_be_is_paid_as_it_was_put_aside(models, ask, counted):
    connect("xai")
    models["xai"].says(Said(GOOD, tokens_in=counted, tokens_out=counted))
    ask()
    ((_what, amount, state),) = lines()
    assert state == SPENT and 10_000 < amount < 40_000


FAULTS = [
    (faults.status(500), FREED),
    (faults.status(429), FREED),
    (faults.status(400), FREED),
    (faults.DROP_AFTER_ACCEPT, SPENT),
    (faults.HTML, SPENT),
]


@pytest.mark.parametrize(("fault", "state"), FAULTS)
def test_a_failure_is_paid_where_the_service_may_have_worked(models, ask, fault, state):
    connect("anthropic")
    models["anthropic"].fake.fail(fault)
    ask()
    assert [line[2] for line in lines()] == [state]


def test_nonsense_inside_an_answer_is_paid(models, ask):
    connect("xai")
    models["xai"].says(Said("", raw={"choices": [{"message": {"content": "{}"}}], "usage": [1]}))
    assert ask().failed[1] == ("xai", "bad_answer")
    assert [line[2] for line in lines()] == [SPENT]


def test_a_repair_is_a_cost_of_its_own(models, ask):
    connect("xai")
    models["xai"].says("no", GOOD)
    ask()
    assert [(what, state) for what, _amount, state in lines()] == [("llm-xai", SPENT)] * 2


def test_a_used_up_budget_leaves_the_rule(models, ask):
    connect()
    models["gemini"].says(GOOD)
    costs.set_budget("day", 0)
    assert ask().by == "gemini"  # it is free
    assert ask().failed[0] == ("anthropic", "budget_reached")
    assert not models["anthropic"].asked and not models["xai"].asked


def test_one_question_has_a_bound_of_its_own(models, ask, settings):
    connect("anthropic", "xai")
    settings.LLM_MOST_MICROS = 5_000
    models["xai"].says(GOOD)
    answer = ask()
    assert answer.failed == (("anthropic", "too_dear"),) and answer.by == "xai"


def test_without_a_price_in_the_clients_money_nobody_is_asked(models, ask, settings):
    connect()
    settings.LLM_RATES = {"USD": 1.0}
    answer = ask()
    assert answer.is_by_rules and {code for _name, code in answer.failed} == {"no_price"}
    assert not any(model.asked for model in models.values())


def answered_by(client) -> str:
    """Who answers a question that is asked in a thread of its own."""
    try:
        with client.active():
            return llm.ask("testing", llm.Prompt("1", {"name": "x"}), FORM).by
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_do_not_overspend(models, client_a, settings):
    settings.LLM_CHAINS = {"critical": ["xai"]}
    # A thousand tokens in and out; most questions have to end with the rule.
    models["xai"].always = Said(GOOD, tokens_in=500, tokens_out=500)
    with client_a.active():
        connect("xai")
        costs.set_budget("day", 10)

    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(answered_by, [client_a] * 50))
    with client_a.active():
        spent = CostLine.objects.counted().total_micros()
        assert spent <= 10 * 10_000
        assert found.count("xai") == CostLine.objects.settled().count() == len(models["xai"].asked)
        assert 0 < found.count("xai") < 50 and found.count("rules") == 50 - found.count("xai")
        assert not CostLine.objects.reserved().exists()


@pytest.mark.django_db(transaction=True)
def test_the_last_of_the_money_is_asked_for_once(models, client_a, settings, monkeypatch):
    """Two questions that look at the budget in the same moment, where it holds enough for one."""
    settings.LLM_CHAINS = {"critical": ["xai"]}
    models["xai"].always = Said(GOOD, tokens_in=0, tokens_out=0)  # costs what was put aside
    with client_a.active():
        connect("xai")
        costs.set_budget("day", 2)
    both_looked, look = Barrier(2, timeout=0.5), costs.over_budget

    def looked(needed: int, *, hold: bool = False) -> bool:
        found = look(needed, hold=hold)
        with suppress(BrokenBarrierError):
            both_looked.wait()
        return found

    monkeypatch.setattr(costs, "over_budget", looked)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answered_by, [client_a] * 2)) == ["rules", "xai"]
    with client_a.active():
        assert 10_000 < CostLine.objects.counted().total_micros() <= 20_000
