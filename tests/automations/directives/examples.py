"""Labelled orders of our own, and stand-ins for automations whose files may still be missing."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from automations import fields, registry
from automations.base import Declaration
from automations.reading import choices, names, references

HERE = Path(__file__).parent
LEAD = {"lead_id": fields.Text(required=False, hears=references.ref("lead"))}
CHANNEL = {"channel": fields.Text(required=False, hears=choices.one_of(choices.CHANNELS))}
SEQUENCE = {"sequence": fields.Text(required=False, hears=names.named("sequence"))}
STAND_INS: dict[str, tuple[str, dict[str, Any], dict[str, list[str]]]] = {
    "lead-scoring-agentic": (
        "Lead scoring",
        LEAD,
        {"en": ["score lead", "lead score"], "fr": ["score le lead"], "es": ["puntúa el lead"]},
    ),
    "hot-lead-alert": (
        "Hot lead",
        LEAD | CHANNEL,
        {"en": ["hot lead"], "fr": ["lead chaud", "prévenir le commercial"], "es": ["lead caliente"]},
    ),
    "lead-nurture-sequence": (
        "Nurture",
        LEAD | SEQUENCE,
        {"en": ["nurture lead", "nurture emails"], "fr": ["nurturing", "lead tiède"]},
    ),
}


@cache
def known() -> tuple[Declaration, ...]:
    """The catalogue, without what other tests put into it."""
    found = {each.slug: each for each in registry.declared() if each.category != "tests"}
    for slug, (title, form, synonyms) in STAND_INS.items():
        params = type("Params", (fields.Form,), dict(form))
        facts = {"slug": slug, "title": title, "category": "lead-qualification", "synonyms": synonyms, "Params": params}
        found.setdefault(slug, type("StandIn", (Declaration,), facts)())
    return tuple(found[slug] for slug in sorted(found))


@cache
def rows(name: str) -> list[dict[str, Any]]:
    """`first` was written before any rule, `second` before they were tuned on `first`, `third` after both."""
    lines = (HERE / f"gold_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
