"""BANT of single utterances: what the rules find beside what people wrote down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from time import perf_counter
from typing import Any

from automations.quality.files import Row, a_text, gold_of
from automations.quality.intervals import bootstrap, share
from learning.science.bant import extract

SLUG = "bant"
FILE = "bant-dev.jsonl"
FIELDS = ("budget_value", "budget", "timeline", "authority", "fit")
NO_BUDGET = "number-not-budget"
GOLD = frozenset({"budget", "timeline", "authority", "fit"})
Pair = tuple[Row, Row]


def predict(rows: Iterable[Row]) -> Iterator[Row]:
    """{"id", "pred"} for every row with a "text" and perhaps a "lang"."""
    for row in rows:
        lang = row.get("lang")
        found = extract(a_text(row, "text"), lang if isinstance(lang, str) else None)
        yield {"id": row["id"], "pred": asdict(found)}


def summary(rows: Sequence[Row], predictions: Sequence[Row]) -> list[str]:
    """The figures of `predictions` against the "gold" of `rows`, each with its 95 % interval."""
    said = {each["id"]: each["pred"] for each in predictions}
    pairs = [(gold_of(row, GOLD), said[row["id"]]) for row in rows]
    lines = [share("all fields exact", sum(exact(*pair) for pair in pairs), len(pairs))]
    for field in FIELDS:
        lines.append(share(field, sum(agrees(field, *pair) for pair in pairs), len(pairs)))
        low, high = bootstrap(lambda drawn, field=field: f1(field, drawn), pairs)  # type: ignore[misc]
        lines.append(f"  {'  F1 of what was said':28} {f1(field, pairs):.3f}  [{low:.3f}, {high:.3f}]")
    none = [
        pair
        for row, pair in zip(rows, pairs, strict=True)
        if pair[0]["budget"] is None and NO_BUDGET in row.get("tags", [])
    ]
    lines.append(share("false budget on a number", sum(pred.get("budget") is not None for _, pred in none), len(none)))
    for lang in dict.fromkeys(str(row.get("lang")) for row in rows):
        of = [pair for row, pair in zip(rows, pairs, strict=True) if str(row.get("lang")) == lang]
        lines.append(share(f"all fields exact, {lang}", sum(exact(*pair) for pair in of), len(of)))
    return [*lines, _speed(rows)]


def agrees(field: str, gold: Row, pred: Row) -> bool:
    """Whether one field is right; "budget_value" leaves currency and period aside."""
    if not field.startswith("budget"):
        return bool(gold[field] == pred.get(field))
    wanted, found = gold["budget"], pred.get("budget")
    if wanted is None or found is None:
        return wanted is found
    right = all(_near(wanted[end], found.get(end)) for end in ("min", "max"))
    if field == "budget_value":
        return right
    currency = wanted["max"] == 0 or wanted["currency"] == found.get("currency")
    return right and currency and wanted["period"] in (None, found.get("period"))


def exact(gold: Row, pred: Row) -> bool:
    """Whether every field is right."""
    return all(agrees(field, gold, pred) for field in FIELDS)


def f1(field: str, pairs: Sequence[Pair]) -> float:
    """Harmonic mean of precision and recall over what was said or found; 0 when neither was."""
    key = "budget" if field.startswith("budget") else field
    wanted = sum(gold[key] is not None for gold, _ in pairs)
    found = sum(pred.get(key) is not None for _, pred in pairs)
    right = sum(
        gold[key] is not None and pred.get(key) is not None and agrees(field, gold, pred) for gold, pred in pairs
    )
    return 2 * right / (wanted + found) if wanted + found else 0.0


def _near(wanted: float | None, found: Any) -> bool:
    """Within one percent, or within a hundredth near zero."""
    if wanted is None or found is None:
        return wanted is found
    return abs(wanted - float(found)) <= 0.01 * max(1, abs(wanted))


def _speed(rows: Sequence[Row]) -> str:
    """Milliseconds a turn on this machine, the words already read."""
    began = perf_counter()
    for _ in predict(rows):
        pass
    return f"  {'milliseconds a turn':28} {1000 * (perf_counter() - began) / len(rows):.2f}"
