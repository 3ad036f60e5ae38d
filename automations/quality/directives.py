"""Directives: what the rules make of an order beside what people wrote down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from time import perf_counter
from typing import Any

from automations import registry
from automations.base import Declaration
from automations.directives import Understanding, understand
from automations.quality.files import Row, a_text, gold_of
from automations.quality.intervals import share

SLUG = "directives"
FILE = "directives-dev.jsonl"
GOLD = frozenset({"automation_ids", "categories", "params", "refuse"})
Pair = tuple[Row, Row]


def predict(rows: Iterable[Row]) -> Iterator[Row]:
    """{"id", "pred"} for every row with a "directive"; a question or a refusal names no automation."""
    known = registry.declared()
    by_slug = {each.slug: each for each in known}
    for row in rows:
        found = understand(a_text(row, "directive"), known=known)
        yield {"id": row["id"], "pred": _pred(found, by_slug)}


def _pred(found: Understanding, by_slug: dict[str, Declaration]) -> Row:
    if found.verdict != "plan" or found.slug is None:
        return {"automation_id": None, "category": None, "params": {}}
    fields = by_slug[found.slug].said().declared()
    params = {name: fields[name].as_said(value) for name, value in found.params.items()}
    if found.dry_run:
        params["dry_run"] = "true"
    if found.publish is False:
        params["publish"] = "false"
    return {"automation_id": found.slug, "category": found.category, "params": params}


def summary(rows: Sequence[Row], predictions: Sequence[Row]) -> list[str]:
    """The figures of `predictions` against the "gold" of `rows`, each with its 95 % interval."""
    said = {each["id"]: each["pred"] for each in predictions}
    pairs = [(gold_of(row, GOLD), said[row["id"]]) for row in rows]
    lines = [
        share("right automation", sum(is_right(*pair) for pair in pairs), len(pairs)),
        share("right category", sum(is_in_category(*pair) for pair in pairs), len(pairs)),
        share("exact plan", sum(is_exact(*pair) for pair in pairs), len(pairs)),
    ]
    hits = sum(right_params(*pair) for pair in pairs)
    lines.append(share("parameters found", hits, sum(len(gold["params"]) for gold, _ in pairs)))
    lines.append(share("parameters right", hits, sum(len(pred.get("params") or {}) for _, pred in pairs)))
    refused = [pred for gold, pred in pairs if gold["refuse"]]
    lines.append(share("unsafe accepts", sum(pred.get("automation_id") is not None for pred in refused), len(refused)))
    for lang in dict.fromkeys(str(row.get("lang")) for row in rows):
        of = [pair for row, pair in zip(rows, pairs, strict=True) if str(row.get("lang")) == lang]
        lines.append(share(f"right automation, {lang}", sum(is_right(*pair) for pair in of), len(of)))
    return [*lines, _speed(rows)]


def is_right(gold: Row, pred: Row) -> bool:
    """The right automation, or none where none is right."""
    found = pred.get("automation_id")
    return found is None if gold["refuse"] else found in gold["automation_ids"]


def is_in_category(gold: Row, pred: Row) -> bool:
    """The right category; where none is right, no automation."""
    return pred.get("automation_id") is None if gold["refuse"] else pred.get("category") in gold["categories"]


def right_params(gold: Row, pred: Row) -> int:
    """How many parameters have the value that was written down."""
    found = pred.get("params") or {}
    return sum(name in found and _values(found[name]) == _values(value) for name, value in gold["params"].items())


def is_exact(gold: Row, pred: Row) -> bool:
    """Automation and all parameters right, and none too many."""
    return is_right(gold, pred) and right_params(gold, pred) == len(gold["params"]) == len(pred.get("params") or {})


def _values(value: Any) -> set[str | float]:
    """A value as a set, for comparing: lists in any order, numbers as numbers, no case, accents or signs."""
    parts = value if isinstance(value, list) else str(value).split(",")
    return {_plain(part) for part in parts}


def _plain(value: Any) -> str | float:
    folded = unicodedata.normalize("NFKD", str(value).casefold())
    kept = "".join(str(unicodedata.digit(sign, sign)) for sign in folded if not unicodedata.combining(sign))
    text = re.sub(r"[^\w%.]+", " ", kept).strip()
    try:
        return float(text)
    except ValueError:
        return text


def _speed(rows: Sequence[Row]) -> str:
    """Median milliseconds an order on this machine, the catalogue already read."""
    known, times = registry.declared(), []
    for row in rows:
        began = perf_counter()
        understand(row["directive"], known=known)
        times.append(1000 * (perf_counter() - began))
    return f"  {'milliseconds, median':28} {median(times):.2f}"
