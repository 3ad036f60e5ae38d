"""Decisions as people read them: on a page, in a terminal, in their language."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from automations.autonomy import conditions, render, words
from automations.autonomy.conditions import Standing
from automations.autonomy.directive import directive
from automations.autonomy.recording import holding_causes
from automations.autonomy.tree import Compared, Node, all_of, to_json
from automations.models import DecisionRecord, Run
from sensors import services as sensing
from sensors.sectors import Status
from surfaces.web.status import look
from tests.automations.autonomy.shopkeeping import METRIC, SLUG, install, under_pressure
from tests.automations.autonomy.worlds import ANSWERS, NOW, ON, gap, pressure, world
from tests.automations.autonomy.worlds import METRIC as GOAL_METRIC


def shown(tree, language="en"):
    with translation.override(language):
        return "\n".join(render.lines(to_json(tree)))


def test_comparisons_are_written_with_their_units(in_a):
    tree = conditions.conditions("churn", ANSWERS, world(pressure(71.26), goals=(gap(48.1, 55),)), ON)
    lines = shown(tree)
    assert "71.3 > 60" in lines
    assert "48.1 % < 55 %" in lines
    assert "0 = 0 runs" in lines


def test_figures_follow_the_readers_language(in_a):
    tree = conditions.conditions("churn", ANSWERS, world(pressure(71.26)), ON)
    assert "71,3 > 60" in shown(tree, "fr")


def test_times_are_those_of_the_clients_place(in_a):
    node = Node("pressure_above_limit", "met", compared=Compared(71, ">", 60), source="sensors", at=NOW)
    assert "18 Nov 2026, 12:00" in shown(node), "11:00 UTC is noon in Casablanca"


def test_a_stale_reading_says_why_and_is_marked(in_a):
    tree = conditions.pressure_node(pressure(71, Status.STALE))
    (counts, above) = render.rendered(to_json(tree)).children
    assert (counts.state, counts.mark) == ("stale", "~")
    assert "Because." in counts.detail
    assert above.state == "ok", "the old figure is still shown beside its limit"


def test_every_branch_is_indented_under_its_condition(in_a):
    leaf = Node("never_acted", "met")
    tree = all_of("act", [all_of("pressure", [leaf], sector="cost")], automation="x")
    assert [len(line) - len(line.lstrip()) for line in render.lines(to_json(tree))] == [0, 2, 4]


def test_why_not_names_each_thing_in_the_way(in_a):
    tree = conditions.conditions("churn", ANSWERS, world(pressure(52)), ON)
    record = DecisionRecord(outcome="nothing", tree=to_json(tree))
    why = render.why(record)
    assert "52 ≤ 60" in why, "what is compared is told as it is"
    assert str(words.TEXTS["no_goal"]).split("%")[0] in why


def test_why_is_the_directive_of_what_was_done(in_a):
    assert render.why(DecisionRecord(outcome="acted", directive="Do it.", tree={})) == "Do it."


def test_a_directive_names_figures_and_what_to_do():
    tree = conditions.conditions("churn", ANSWERS, world(pressure(71), goals=(gap(48, 55),)), ON)
    text = directive("churn", holding_causes(tree))
    for part in ("71", "60", "48 %", "55 %", "churn"):
        assert part in text


def test_a_cause_without_figures_is_a_mistake():
    with pytest.raises(ValueError, match="pressure"):
        directive("churn", [all_of("pressure", [], sector="cost")])


def test_every_condition_has_a_sentence(in_a):
    seen = world(pressure(71), goals=(gap(48, 55),))
    trees = [
        conditions.conditions("churn", ANSWERS, seen, ON),
        conditions.conditions("churn", ANSWERS, world(pressure(10)), ON),
        conditions.overview(seen),
        *conditions.unanswered([], seen),
    ]
    for tree in trees:
        assert all(line.strip(" +-~?") for line in render.lines(to_json(tree)))
    assert GOAL_METRIC == METRIC


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("autonomy", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_tree_and_the_run(client_a, noon, monkeypatch):
    install(monkeypatch)
    with client_a.active():
        under_pressure(noon)
    printed = run("tick", "--client", client_a.slug)
    with client_a.active():
        assert str(Run.objects.get().pk) in printed
    assert "75 > 60" in printed
    again = run("tick", "--client", client_a.slug)
    assert "Not done" in again
    with client_a.active():
        assert Run.objects.count() == 1


def test_the_command_speaks_json(client_a, noon, monkeypatch):
    install(monkeypatch)
    with client_a.active():
        under_pressure(noon)
        sensing.set_goal(METRIC, 99)
    (row,) = json.loads(run("tick", "--client", client_a.slug, "--json"))
    assert (row["outcome"], row["cause"], row["automation"]) == ("acted", "both", SLUG)
    assert row["tree"]["text_code"] == "act"
    assert row["run_id"]


def test_the_command_asks_for_the_client(client_a, client_b):
    with pytest.raises(CommandError, match=client_b.slug):
        run("tick")


@pytest.mark.parametrize(("language", "written"), [("en", "18 Mar 2027"), ("fr", "18 mars 2027")])
def test_a_goals_date_reads_the_same_in_every_country(in_a, language, written):
    tree = conditions.conditions("churn", ANSWERS, world(goals=(gap(48, 55, due_on=date(2027, 3, 18)),)), ON)
    assert f"[{written} · " in shown(tree, language)


def test_what_does_not_hold_wears_no_lock(in_a):
    (_counts, above) = render.rendered(to_json(conditions.pressure_node(pressure(52)))).children
    assert above.state == "unmet"
    seen = look(above.state)
    assert (seen.icon, str(seen.word)) == ("x", "Does not hold")


def test_what_was_compared_is_true_as_written(in_a):
    tree = conditions.conditions("churn", ANSWERS, world(pressure(71)), Standing(enabled=True, open_runs=1))
    assert "1 ≠ 0 runs" in shown(tree)
    assert "71 > 60" in shown(tree)


def test_a_source_of_ours_is_named_in_the_readers_language(in_a):
    node = Node("pressure_above_limit", "met", compared=Compared(71, ">", 60), source="demo-orders", at=NOW)
    assert "demo data" in shown(node)
    assert "données de démonstration" in shown(node, "fr")
