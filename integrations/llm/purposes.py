"""What models are asked for: each purpose with its chain, its bound, and the rule that stands in for all of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Data = Mapping[str, str | int]
_slug = re.compile(r"[a-z][a-z0-9_]{1,38}")
_registered: dict[str, "Purpose"] = {}


@dataclass(frozen=True)
class Purpose:
    """`rule` answers from the same data when no service does; its values count as they are."""

    slug: str
    chain: str
    rule: Callable[[Data], Mapping[str, Any]] = field(repr=False)
    most_tokens: int = 400


def register(purpose: Purpose) -> Purpose:
    """Make a purpose known by its slug, which is also its folder of prompts."""
    if not _slug.fullmatch(purpose.slug):
        raise ValueError(f"{purpose.slug} cannot name a purpose.")
    if _registered.setdefault(purpose.slug, purpose) != purpose:
        raise ValueError(f"Two purposes are called {purpose.slug}.")
    return purpose


def get(slug: str) -> Purpose:
    """Raises KeyError: a purpose nobody registered is a mistake of ours."""
    return _registered[slug]
