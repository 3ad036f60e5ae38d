"""Text models as they are played: to each purpose an answer in the form it asks for, borne out by the data it gives.

They speak their services' own languages (`ai`). A purpose is known by the fields of its form; one
that nobody prepared gets the plainest answer its form allows.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.ai import Model, Said

Row = dict[str, Any]
Question = tuple[str, Row | None]
"""The task with its data, and the form of the answer as JSON Schema; None where plain words are asked for."""
CLEARLY, HARDLY = 10.0, 5.0
OPENINGS = {
    "fr": "Nous avons pensé à vous en rangeant notre atelier.",
    "en": "We were thinking of you while we tidied our workshop.",
}
_word = re.compile(r"[^\W\d_]{4,}")
_signal = re.compile(r"^(\d+)\. .* \| .* \| ([+-][\d.]+) %$", re.MULTILINE)
_bounds = re.compile(r"\((\d+) to (\d+)")


def replies(slug: str, others: Mapping[str, Any]) -> dict[str, Any]:
    """What the service answers: to questions what is played, to all else `others`."""
    operation, asked, say = QUESTIONS[slug]

    def reply(call: Any, found: Any) -> Any:
        task, form = asked(call.json())
        if form is None:
            canned = others[operation]
            return canned(call, found) if callable(canned) else canned
        text = json.dumps(answer(task, form), ensure_ascii=False)
        return say(Said(text, tokens_in=len(task) // 4 + 1, tokens_out=len(text) // 4 + 1))

    return {**others, operation: reply}


def answer(task: str, form: Row) -> Row:
    """The answer to one question."""
    fields: Row = form["properties"]
    play = PURPOSES.get(frozenset(fields), _plainest)
    return play(_data(task), fields)


def _data(task: str) -> Row:
    """What follows the sentences as JSON; a second try says more after it."""
    start = task.find("\n{")
    return json.JSONDecoder().raw_decode(task[start + 1 :])[0] if start >= 0 else {}  # type: ignore[no-any-return]


def _opening(data: Row, _fields: Row) -> Row:
    """The shop's own subject, and another first sentence."""
    return {"subject": data["subject"], "opening": OPENINGS.get(data["language"], OPENINGS["en"])}


def _automation(data: Row, fields: Row) -> Row:
    """The one whose name and description share most words with the order."""
    wanted = set(_word.findall(data["text"].casefold()))
    shared = {
        each["automation"]: len(wanted & set(_word.findall(f"{each['title']} {each['does']}".casefold())))
        for each in json.loads(data["catalogue"])
        if each["automation"] in fields["automation"]["enum"]
    }
    best = max(shared, key=lambda slug: shared[slug], default="")
    return {"automation": best if shared.get(best) else "none", "params": "{}"}


def _trend(data: Row, _fields: Row) -> Row:
    """What the mean says, and the keyword that moved most so."""
    moves = {int(number): float(percent) for number, percent in _signal.findall(data["signals"])}
    mean = sum(moves.values()) / len(moves) if moves else 0.0
    sign = 0 if abs(mean) <= HARDLY else (1 if mean > 0 else -1)
    scattered = any(each > CLEARLY for each in moves.values()) and any(each < -CLEARLY for each in moves.values())
    direction = ("mixed" if scattered else "steady") if sign == 0 else ("rising" if sign > 0 else "falling")
    agreeing = [number for number in moves if sign * moves[number] >= 0]
    most = max(agreeing, key=lambda number: abs(moves[number]), default=1)
    step = {"rising": "write", "falling": "renew"}.get(direction, "wait")
    return {"direction": direction, "cause": "unclear", "keyword": most, "step": step}


def _plainest(_data: Row, fields: Row) -> Row:
    return {name: _plain(field) for name, field in fields.items()}


def _plain(field: Row) -> Any:
    least, most = (
        (int(each) for each in found.groups()) if (found := _bounds.search(field.get("description", ""))) else (1, 40)
    )
    if "enum" in field:
        return field["enum"][-1]
    if field["type"] == "integer":
        return least
    return ("A plain answer." + " It says nothing more." * 400)[: max(least, min(most, 15))]


def _of_anthropic(body: Row) -> Question:
    tools = body.get("tools")
    return body["messages"][-1]["content"], tools[0]["input_schema"] if tools else None


def _of_openai(body: Row) -> Question:
    form = (body.get("response_format") or {}).get("json_schema")
    return body["messages"][-1]["content"], form["schema"] if form else None


def _of_gemini(body: Row) -> Question:
    return body["contents"][-1]["parts"][0]["text"], (body.get("generationConfig") or {}).get("responseJsonSchema")


PURPOSES: Mapping[frozenset[str], Callable[[Row, Row], Row]] = {
    frozenset(("subject", "opening")): _opening,
    frozenset(("automation", "params")): _automation,
    frozenset(("direction", "cause", "keyword", "step")): _trend,
}
_chat = ("POST /chat/completions", _of_openai, Model.xai)
QUESTIONS: Mapping[str, tuple[str, Callable[[Row], Question], Callable[[Said], Any]]] = {
    "anthropic": ("POST /v1/messages", _of_anthropic, Model.anthropic),
    "gemini": ("POST /models/{model}:generateContent", _of_gemini, Model.gemini),
    **dict.fromkeys(("xai", "openai", "featherless"), _chat),
}
"""By connector: the operation that asks a model, how its question is read, and how its answer is said."""
