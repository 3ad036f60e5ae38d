"""What autonomy starts goes before the critic, and the decision and its trace keep what the critic said."""

import pytest
from django.utils import translation

from automations import registry
from automations.autonomy import criticism
from automations.autonomy.conditions import pressure_node
from automations.autonomy.directive import directive
from automations.autonomy.recording import holding_causes
from automations.autonomy.tree import from_json
from automations.directives.decisions import criticise_decision
from automations.models import Run, Setting
from automations.policy import Answer, Decided, Verdict
from automations.trace import trace
from tenants import context
from tests.automations.autonomy.shopkeeping import SLUG, obstacle, only_record
from tests.automations.autonomy.worlds import pressure

FINE = Decided([Verdict(Answer.ASK)], [])


@pytest.fixture
def title(pressed):
    return str(registry.get(SLUG).title)


def judge(text, slug=SLUG, decided=FINE, **given):
    return criticise_decision(slug, text, client=context.current(), decided=decided, given=given)


def test_a_decision_keeps_every_check_of_the_critic(pressed):
    record = only_record()
    assert record.outcome == "acted"
    critic = from_json(record.tree).named("critic")
    assert [each.text_code.removeprefix("critic_") for each in critic.children] == [
        "safe", "known", "ordered", "built", "allowed", "plausible", "parameters", "ready", "active", "limits",
    ]  # fmt: skip
    assert all(each.holds for each in critic.children)


def test_the_trace_tells_what_the_critic_found_not_what_the_decision_asked(pressed):
    record = only_record()
    steps = {step.kind: step for step in trace(Run.objects.get(pk=record.run_id))}
    assert "Whoever asks may" in steps["critic"].text
    assert "Switched on" not in steps["critic"].text and "Switched on" in steps["policy"].text


def test_what_the_critic_objects_to_is_not_started_and_says_why(pressed, monkeypatch):
    def another(*_args):
        return "Start “Something else”."

    monkeypatch.setattr(criticism, "directive", another)
    record = only_record()
    assert (record.outcome, obstacle(record)) == ("nothing", "critic_plausible")
    assert not Run.objects.exists()
    failed = from_json(record.tree).named("critic_plausible")
    assert failed.params["reason"]


def test_autonomy_starts_only_what_is_switched_on_for_it(pressed, title):
    assert judge(f"Start “{title}”.").verdict == "plan"
    Setting.objects.update_or_create(automation=SLUG, defaults={"enabled": False})
    assert judge(f"Start “{title}”.").code == "not_allowed"


@pytest.mark.parametrize(
    ("slug", "code"),
    [("no-such-thing", "no_match"), ("grok-voice-realtime", "not_built"), ("retention-sensor", "not_allowed")],
)
def test_what_cannot_be_started_is_objected_to(pressed, slug, code):
    assert judge("", slug).code == code


def test_bad_parameters_are_objected_to(pressed, title):
    assert judge("", no_such=1).code == "bad_params"


def test_a_text_that_forbids_it_is_objected_to(pressed, title):
    assert judge(f"Never start “{title}”.").verdict != "plan"


def test_what_the_policy_refuses_is_objected_to(pressed):
    refused = Decided([Verdict(Answer.REFUSE)], [])
    assert judge("", decided=refused).code == "over_limits"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_that_autonomy_writes_is_taken_for_another_kind_of_text(in_a, language):
    causes = holding_causes(pressure_node(pressure(71)))
    for each in registry.all():
        if not each.answers:
            continue
        Setting.objects.update_or_create(automation=each.slug, defaults={"enabled": True})
        with translation.override(language):
            found = judge(directive(each.slug, causes), each.slug)
        assert found.code in ("", "not_ready"), each.slug
