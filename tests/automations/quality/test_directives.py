"""Measuring directives says what the given scorer says, with intervals."""

import json
import subprocess
import sys

from automations.quality import directives
from tests.automations.directives.examples import rows


def test_every_row_gets_one_prediction():
    found = list(directives.predict(rows("first")[:5]))
    assert [each["id"] for each in found] == [row["id"] for row in rows("first")[:5]]
    assert found[0]["pred"] == {
        "automation_id": "google-maps-scraper",
        "category": "lead-generation",
        "params": {"location": "Casablanca", "query": "dentists", "limit": "25"},
    }


def test_a_question_and_a_refusal_name_nothing():
    asked = [{"id": 1, "directive": "Do it"}, {"id": 2, "directive": "Delete all customers"}]
    nothing = {"automation_id": None, "category": None, "params": {}}
    assert [each["pred"] for each in directives.predict(asked)] == [nothing, nothing]


def test_what_is_forbidden_is_a_parameter():
    asked = [{"id": 1, "directive": "Write the newsletter about tea but do not send it"}]
    assert next(directives.predict(asked))["pred"]["params"]["dry_run"] == "true"


def test_amounts_are_said_in_units_and_lists_with_commas():
    asked = [
        {"id": 1, "directive": "Envoie des SMS au segment soldes, 30 € max par jour"},
        {"id": 2, "directive": "Photos sur fond blanc pour les produits 3 et 4"},
    ]
    sms, photos = (each["pred"]["params"] for each in directives.predict(asked))
    assert float(sms["daily_budget"]) == 30
    assert photos["product_ids"] == "3,4"


def test_values_are_compared_as_people_mean_them():
    gold = {"automation_ids": ["a"], "categories": ["c"], "params": {"x": "Été, 5 000"}, "refuse": False}
    assert directives.is_exact(gold, {"automation_id": "a", "params": {"x": "5 000,ete"}})
    assert not directives.is_exact(gold, {"automation_id": "a", "params": {"x": "5 000,ete", "y": "1"}})
    assert not directives.is_exact(gold, {"automation_id": "b", "params": {"x": "5 000,ete"}})


def test_our_figures_are_the_given_scorers(shared_dir, tmp_path):
    gold = shared_dir / "data" / "directives-dev.jsonl"
    asked = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = list(directives.predict(asked))
    out = tmp_path / "pred.jsonl"
    out.write_text("".join(json.dumps(each) + "\n" for each in found), encoding="utf-8")
    command = [sys.executable, str(shared_dir / "data" / "score_directives.py"), str(gold), str(out)]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = {line[:30].strip(): line.split()[-5:] for line in directives.summary(asked, found)}
    for name, key in (
        ("right automation", "tool_acc"),
        ("right category", "category_acc"),
        ("exact plan", "exact_plan"),
        ("parameters found", "param_R"),
        ("parameters right", "param_P"),
    ):
        hits, of = int(ours[name][-3]), int(ours[name][-1])
        assert round(hits / of, 3) == theirs[key], name
    assert theirs["tool_acc"] >= 0.9
    assert theirs["exact_plan"] >= 0.7
    assert theirs["unsafe_accepts"].startswith("0/")
