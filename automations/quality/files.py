"""Files of labelled examples: a JSON object a line, read with care and written complete or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

Row = dict[str, Any]
MOST_BYTES = 200_000_000


class Unreadable(Exception):
    """A sentence that says which file, which line, and what to do."""


def read_rows(path: Path) -> list[Row]:
    """The objects of `path`, each with its own "id"; Unreadable says what is wrong and where."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"{path} is larger than {MOST_BYTES // 1_000_000} MB. Give a smaller file.")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    rows: list[Row] = []
    seen: set[object] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            row = _row(path, number, line)
            if row["id"] in seen:
                raise Unreadable(f"{path}, line {number}: the id {row['id']!r} was there before. Ids must differ.")
            seen.add(row["id"])
            rows.append(row)
    if not rows:
        raise Unreadable(f"{path} holds no line. Give a file with one JSON object a line.")
    return rows


def _row(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path}, line {number} is not JSON: {str(error)[:120]}.") from error
    if not isinstance(row, dict) or not isinstance(row.get("id"), str | int) or isinstance(row.get("id"), bool):
        raise Unreadable(f'{path}, line {number} must be an object with an "id" (text or number).')
    return row


def a_text(row: Row, name: str) -> str:
    """The text `name` of a row."""
    if not isinstance(row.get(name), str):
        raise Unreadable(f'The line with the id {row["id"]!r} has no text "{name}".')
    return str(row[name])


def gold_of(row: Row, names: Set[str]) -> Row:
    """What people wrote down for a row, with all of `names`."""
    gold = row.get("gold")
    if not isinstance(gold, dict) or not names <= set(gold):
        raise Unreadable(
            f'The line with the id {row["id"]!r} has no complete "gold": the figures need it in every line.'
        )
    return gold


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write `rows`, complete or not at all; the number written."""
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        part.replace(path)
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return count
