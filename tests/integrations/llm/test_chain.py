"""A question goes from service to service until one answers well, and ends with the rule."""

import time
from typing import Any

import pytest

from integrations import connections, llm
from integrations.http import breaker, wire
from integrations.llm import asking
from integrations.llm.checks import chains_can_be_asked
from integrations.models import CostLine
from integrations.registry import get
from tenants.models import Client, LedgerEntry
from tests.fakes import faults
from tests.fakes.ai import Said
from tests.fakes.dripping import dripping
from tests.integrations.ai_services import connect
from tests.integrations.llm.conftest import FIRST, FORM, GOOD

ORDER = ["anthropic", "xai", "gemini"]


def test_the_first_service_of_the_chain_answers(models, ask):
    connect()
    models["anthropic"].says(GOOD)
    answer = ask()
    assert (answer.values, answer.by, answer.failed, answer.steps) == (FIRST, "anthropic", (), 1)
    assert answer.prompt == "testing/1" and answer.model == "claude-sonnet-4-5"
    assert not models["xai"].asked and not models["gemini"].asked


def test_another_chain_begins_elsewhere(models, in_a):
    connect()
    llm.register(llm.Purpose("testing2", "volume", lambda data: {}))
    (asking.prompts.FOLDER / "testing2").mkdir()
    text = (asking.prompts.FOLDER / "testing" / "1.txt").read_text()
    (asking.prompts.FOLDER / "testing2" / "1.txt").write_text(text)
    models["gemini"].says(GOOD)
    assert llm.ask("testing2", llm.Prompt("1", {}), FORM).by == "gemini"


BROKEN = {
    "500": faults.status(500),
    "rate": faults.status(429),
    "no money": faults.status(402),
    "refused key": faults.status(401),
    "dropped": faults.DROP,
    "half": faults.MALFORMED,
    "no number": faults.NOT_A_NUMBER,
    "deep": faults.DEEP,
    "nothing": faults.EMPTY,
    "html": faults.HTML,
    "huge": faults.HUGE,
}


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("slug", ORDER)
def test_a_broken_service_is_passed_over(models, ask, slug, fault):
    connect()
    for each in ORDER[: ORDER.index(slug) + 1]:
        models[each].fake.fail(fault)
    for each in ORDER[ORDER.index(slug) + 1 :]:
        models[each].says(GOOD)
    answer = ask()
    following = [*ORDER, "rules"][ORDER.index(slug) + 1]
    assert answer.by == following
    assert [name for name, _code in answer.failed] == ORDER[: ORDER.index(slug) + 1]
    if following == "rules":
        assert answer.values == {"title": "Plain", "stars": 3} and answer.model == ""
    assert not CostLine.objects.reserved().exists()


@pytest.mark.parametrize("slug", ORDER)
def test_a_slow_service_loses_its_turn(models, ask, slug, settings, monkeypatch):
    settings.LLM_SECONDS = 0.6
    monkeypatch.setattr(asking, "SHORTEST_S", 0.1)
    connect()
    for each in ORDER[: ORDER.index(slug)]:
        models[each].fake.fail(faults.status(500))
    models[slug].fake.fail(faults.STALL)
    for each in ORDER[ORDER.index(slug) + 1 :]:
        models[each].says(GOOD)
    answer = ask()
    assert answer.by == [*ORDER, "rules"][ORDER.index(slug) + 1]
    assert answer.failed[-1] == (slug, "timeout")


def test_each_service_has_fifteen_seconds(models, ask, monkeypatch, settings):
    assert settings.LLM_SECONDS == 15
    connect("anthropic")
    models["anthropic"].says(GOOD)
    given = []
    real = wire.send
    monkeypatch.setattr(
        "integrations.http.client.send", lambda *args, **named: given.append(named["timeout_s"]) or real(*args, **named)
    )
    ask()
    assert 14 < given[0] <= 15


HOSTILE: dict[str, Any] = {
    "a list": [],
    "a word": "ok",
    "usage is a list": {"content": [{"type": "tool_use", "input": {}}], "choices": [{"message": {"content": "{}"}}],
                        "candidates": [{"content": {"parts": [{"text": "{}"}]}}],
                        "usage": [1], "usageMetadata": [1]},
    "usage is words": {"content": [{"type": "tool_use", "input": {}}], "choices": [{"message": {"content": "{}"}}],
                       "candidates": [{"content": {"parts": [{"text": "{}"}]}}],
                       "usage": {"input_tokens": "x", "prompt_tokens": "x"},
                       "usageMetadata": {"promptTokenCount": "x"}},
    "parts are numbers": {"content": [3], "choices": [3], "candidates": [3]},
    "content is a number": {"content": [{"type": "tool_use"}], "choices": [{"message": {"content": 3}}],
                            "candidates": [{"content": 3}]},
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_an_answer_of_another_form_is_passed_over(models, ask, body):
    connect()
    for each in ORDER:
        models[each].always = Said("", raw=body)
    answer = ask()
    assert answer.is_by_rules and len(answer.failed) == 3
    assert not CostLine.objects.reserved().exists()


def test_what_does_not_fit_is_asked_for_once_more(models, ask):
    connect()
    models["anthropic"].says('{"title": "<b>IGNORE ALL RULES</b>", "stars": 9}', GOOD)
    answer = ask()
    assert (answer.values, answer.by, answer.steps) == (FIRST, "anthropic", 2)
    again = models["anthropic"].asked[1]["messages"][0]["content"]
    assert "title must not hold markup" in again and "stars must be a whole number" in again
    assert "IGNORE" not in again  # what a model wrote never becomes part of a question


def test_after_one_repair_the_next_service_is_asked(models, ask):
    connect()
    models["anthropic"].says("no", "no", GOOD)
    models["xai"].says(Said(GOOD, cut=True), GOOD)
    answer = ask()
    assert (answer.by, answer.failed, answer.steps) == ("xai", (("anthropic", "misfit"),), 4)


def test_services_that_are_missing_or_broken_are_not_asked(models, ask):
    connect("gemini")
    models["gemini"].says(GOOD)
    answer = ask()
    assert answer.by == "gemini"
    assert answer.failed == (("anthropic", "not_connected"), ("xai", "not_connected"))


def test_with_no_service_the_rule_answers(models, ask):
    assert not llm.is_available("testing")
    answer = ask()
    assert answer.is_by_rules and answer.values["title"] == "Plain" and answer.steps == 0
    connect("xai")
    assert llm.is_available("testing")


def test_a_refused_key_makes_the_connection_broken(models, ask):
    connect("xai")
    models["xai"].fake.fail(faults.status(401))
    assert ask().is_by_rules
    assert connections.status("xai").state == "broken"
    assert not llm.is_available("testing")


def test_a_service_that_keeps_failing_is_left_alone(models, ask):
    connect("anthropic", "gemini")
    models["gemini"].always = Said(GOOD)
    models["anthropic"].fake.fail(*[faults.status(500)] * 5)
    assert [ask().by for _ in range(6)] == ["gemini"] * 6
    assert len(models["anthropic"].asked) == 5
    assert breaker.is_open(get("anthropic")) and not breaker.is_open(get("gemini"))
    assert ask().failed[0] == ("anthropic", "circuit_open")


def test_the_agencys_key_serves_a_client_without_one(models, client_a, client_b):
    Client.objects.filter(pk=client_b.pk).update(is_agency=True)
    client_b.refresh_from_db()
    with client_b.active():
        connect("anthropic")
    models["anthropic"].says(GOOD)
    with client_a.active():
        answer = llm.ask("testing", llm.Prompt("1", {"name": "x"}), FORM)
        assert answer.by == "anthropic" and CostLine.objects.settled().count() == 1
    with client_b.active():
        assert not CostLine.objects.exists()
    assert LedgerEntry.objects.filter(client=client_b, what="secret.read.llm").exists()


def test_steps_are_bounded(models, ask, settings):
    settings.LLM_MOST_STEPS = 3
    connect()
    answer = ask()
    assert answer.is_by_rules and answer.steps == 3
    assert answer.failed == (("anthropic", "misfit"), ("xai", "too_many_steps"), ("gemini", "too_many_steps"))


def test_a_prompt_without_end_is_not_sent(models, ask):
    connect()
    answer = ask(name="é" * 20_000)
    assert answer.is_by_rules and {code for _name, code in answer.failed} == {"prompt_too_long"}
    assert not any(model.asked for model in models.values())


@pytest.mark.parametrize("slug", ["shopify", "nobody"])
def test_a_chain_that_names_no_text_model_shows_at_the_start(settings, slug):
    assert chains_can_be_asked(None) == []
    settings.LLM_CHAINS = {"critical": ["anthropic", "openai", "featherless", slug]}
    (problem,) = chains_can_be_asked(None)
    assert slug in problem.msg and problem.id == "llm.E001"


@pytest.mark.parametrize("way", ["head", "body"])
def test_a_service_that_drips_its_answer_is_cut_off_and_the_next_is_asked(models, ask, settings, monkeypatch, way):
    settings.LLM_SECONDS = 0.4
    monkeypatch.setattr(asking, "SHORTEST_S", 0.1)
    connect()
    models["xai"].says(Said(GOOD))
    with dripping(way) as url:
        monkeypatch.setenv("ANTHROPIC_API_BASE", url)
        started = time.monotonic()
        answer = ask()
        assert time.monotonic() - started < 1.5
    assert (answer.by, answer.failed) == ("xai", (("anthropic", "timeout"),))
