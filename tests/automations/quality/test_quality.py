"""`manage.py quality`: predictions and figures of labelled examples, and plain words about bad files."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from automations.management.commands.quality import modules
from automations.quality import bant
from automations.quality.files import Unreadable, read_rows, write_rows
from automations.quality.intervals import bootstrap, wilson

NOTHING: dict[str, Any] = {"budget": None, "timeline": None, "authority": None, "fit": None}
OWNER = {"id": "a", "lang": "en", "text": "I'm the owner.", "gold": {**NOTHING, "authority": "yes"}, "tags": []}
PHONE = {"id": "b", "lang": "fr", "text": "Appelez le 0612345678", "gold": NOTHING, "tags": ["number-not-budget"]}


def run(*args: str) -> str:
    out = StringIO()
    call_command("quality", *args, stdout=out)
    return out.getvalue()


def a_file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    write_rows(path, rows)
    return path


def test_predictions_are_written_and_the_figures_named_development_figures(tmp_path: Path) -> None:
    told = run("bant", str(a_file(tmp_path, OWNER, PHONE)), "--out", str(tmp_path / "pred.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "pred.jsonl").read_text("utf8").splitlines()]
    assert lines == [{"id": "a", "pred": {**NOTHING, "authority": "yes"}}, {"id": "b", "pred": NOTHING}]
    assert "all fields exact             1.000  [0.342, 1.000]  2 of 2" in told
    assert "false budget on a number     0.000  [0.000, 0.793]  0 of 1" in told
    assert "milliseconds a turn" in told
    assert "Development figures" in told


def test_lines_without_their_answer_are_predicted_but_not_judged(tmp_path: Path) -> None:
    told = run("bant", str(a_file(tmp_path, {"id": 7, "text": "Soy el dueño"})), "--out", str(tmp_path / "pred.jsonl"))
    assert "No figures" in told
    assert json.loads((tmp_path / "pred.jsonl").read_text())["pred"]["authority"] == "yes"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no line"),
        (b"{", "line 1 is not JSON"),
        (b"[" * 5_000, "line 1 is not JSON"),
        (b'"text"', 'must be an object with an "id"'),
        (b'{"id": true}', 'must be an object with an "id"'),
        (b'{"id": 1}\n\n{"id": 1}', "line 3: the id 1 was there before"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"id": 1, "text": 5}', 'the id 1 has no text "text"'),
        (b'{"id": 1, "text": "a", "gold": {}}', 'no complete "gold"'),
    ],
)
def test_a_bad_file_is_answered_with_the_line_and_what_is_wrong(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=told):
        run("bant", str(path))


def test_a_missing_file_or_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("bant", str(tmp_path / "none.jsonl"))
    with pytest.raises(CommandError, match="existing folder"):
        run("bant", str(a_file(tmp_path, OWNER)), "--out", str(tmp_path / "no" / "pred.jsonl"))
    with pytest.raises(CommandError, match="make quality DATA="):
        run("all", str(tmp_path / "none"))


def test_what_a_folder_lacks_is_named_and_the_rest_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("automations.quality.churn.report", lambda folder: ["  measured"])
    monkeypatch.setattr(
        "automations.management.commands.quality.modules", lambda: {"bant": bant, "churn": modules()["churn"]}
    )
    told = run("all", str(tmp_path))
    assert f"bant: not measured, {tmp_path / 'bant-dev.jsonl'} is missing." in told
    assert "measured" in told


def test_a_shop_of_too_few_days_or_no_orders_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run("churn", str(tmp_path))
    (tmp_path / "orders.csv").write_text(
        "customer_id,order_no,ordered_at,kind,total_gbp\n1,1,2024-01-01 10:00,sale,5\n1,2,2024-02-01 10:00,sale,5\n"
    )
    with pytest.raises(CommandError, match="Churn is measured on 180"):
        run("churn", str(tmp_path))
    with pytest.raises(CommandError, match="Leave --out away"):
        run("churn", str(tmp_path), "--out", str(tmp_path / "x"))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (0, 0, 0.0, 1.0)],
)
def test_wilson_gives_the_published_intervals(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


def test_the_bootstrap_holds_the_figure_and_is_the_same_each_time() -> None:
    def mean(rows: Any) -> float:
        return float(sum(rows)) / len(rows)

    rows = [0, 1] * 50
    low, high = bootstrap(mean, rows)
    assert 0.38 < low < 0.45 < 0.55 < high < 0.62
    assert bootstrap(mean, rows) == (low, high)
    assert all(value != value for value in bootstrap(mean, []))


@pytest.mark.parametrize(
    ("field", "found", "right"),
    [
        ("budget", {"min": 503, "max": 503, "currency": "EUR", "period": "once"}, True),
        ("budget", {"min": 520, "max": 520, "currency": "EUR", "period": None}, False),
        ("budget", {"min": 500, "max": 500, "currency": "USD", "period": None}, False),
        ("budget_value", {"min": 500, "max": 500, "currency": "USD", "period": None}, True),
        ("budget_value", {"min": None, "max": 500, "currency": "EUR", "period": None}, False),
        ("budget", None, False),
    ],
)
def test_a_budget_agrees_within_a_percent(field: str, found: dict[str, Any] | None, right: bool) -> None:
    gold = {**NOTHING, "budget": {"min": 500, "max": 500, "currency": "EUR", "period": None}}
    assert bant.agrees(field, gold, {**NOTHING, "budget": found}) is right


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Any:
        yield {"id": 1}
        raise Unreadable("stop")

    with pytest.raises(Unreadable):
        write_rows(tmp_path / "out.jsonl", broken())
    assert list(tmp_path.iterdir()) == []
    write_rows(tmp_path / "out.jsonl", [{"id": 1}])
    assert read_rows(tmp_path / "out.jsonl") == [{"id": 1}]
