"""The played text models answer what each purpose asks, so that their words are used and not the rules'."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from automations import wording
from automations.directives import grounds, model
from integrations import connections, llm
from sensors.catalog import google_trends_sensor as trends
from sensors.reports.trends import Signal, Signals
from tests.fakes import ai_played
from tests.fakes.running import start_all

SLUGS = sorted(ai_played.QUESTIONS)
FACTS = {"shop": "Maison Tazri", "last_order_on": ""}
AT = datetime(2026, 11, 18, tzinfo=UTC)


@pytest.fixture
def played(request, shared_dir, in_a, monkeypatch, settings):
    """One service is played, connected, and the only one of every chain."""
    slug = request.param
    running = start_all(shared_dir / "specs", [slug])
    cache.clear()
    for name, value in running.bases.items():
        monkeypatch.setenv(name, value)
    settings.LLM_CHAINS = {name: [slug] for name in settings.LLM_CHAINS}
    connections.configure(slug, running.values[slug], by=None)
    yield settings.LLM_NAMES[slug]
    running.stop()


every = pytest.mark.parametrize("played", SLUGS, indirect=True)
one = pytest.mark.parametrize("played", ["anthropic"], indirect=True)


@every
def test_each_service_words_a_mail_that_is_used(played):
    found = wording.Writer().write("Your lamps", "Hello, how are you?", language="en", facts=FACTS)
    assert (found.by, found.subject, found.opening) == (played, "Your lamps", ai_played.OPENINGS["en"])


@one
def test_in_french_as_well(played):
    found = wording.Writer().write("Vos lampes", "Bonjour, comment allez-vous ?", language="fr", facts=FACTS)
    assert (found.by, found.opening) == (played, ai_played.OPENINGS["fr"])


@one
@pytest.mark.parametrize("changes", [(30.0, 5.0, -20.0), (-40.0, -3.0), (1.0, -2.0), (30.0, -30.0), (12.0, 14.0)])
def test_trends_are_read_as_the_figures_allow(played, changes):
    rows = [Signal(f"lamp {number}", "apify", change, AT) for number, change in enumerate(changes)]
    tools = SimpleNamespace(client=SimpleNamespace(country="MA"), today=date(2026, 11, 18))
    assert trends._asked(tools, Signals(rows, {})).by == played


@one
def test_an_order_is_given_to_the_automation_it_names(played, in_a):
    text = "Ask buyers for a review of their order"
    found = grounds.candidates(text, in_a)
    form = llm.Form((llm.Choice("automation", "", (*found, "none")), llm.Text("params", "", 2, 1000)))
    told = json.dumps([model._told(each.declaration) for each in found.values()])
    answer = llm.ask("directive", llm.Prompt("1", {"text": text, "catalogue": told}), form)
    assert answer.values == {"automation": "review-request-automation", "params": "{}"} and not answer.is_by_rules
    nothing = llm.ask("directive", llm.Prompt("1", {"text": "Xyzzy", "catalogue": told}), form)
    assert nothing.values["automation"] == "none"


def test_a_purpose_nobody_prepared_gets_what_its_form_allows():
    form = llm.Form((llm.Choice("mood", "how", ("good", "bad")), llm.Whole("stars", "how many", 2, 5),
                     llm.Text("title", "what", 30, 60), llm.Text("note", "more", 1, 4)))  # fmt: skip
    assert form.parse(json.dumps(ai_played.answer("Say.", form.schema())))["stars"] == 2
