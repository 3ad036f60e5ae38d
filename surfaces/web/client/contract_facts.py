"""What is asked of a service: each method, and the specification that it is tested against."""

from dataclasses import dataclass

from integrations import registry
from integrations.manifest import UNVERIFIED, Manifest, Method


@dataclass(frozen=True)
class Asked:
    """The methods of one service; `unverified`: how many of them no specification was at hand for."""

    title: str
    methods: tuple[Method, ...]
    unverified: int


def asked(manifest: Manifest) -> Asked:
    """Of one service."""
    unverified = sum(method.spec == UNVERIFIED for method in manifest.methods)
    return Asked(manifest.title, manifest.methods, unverified)


def all_asked() -> list[Asked]:
    """Of every service that anything is asked of, by title."""
    return sorted((asked(each) for each in registry.all() if each.methods), key=lambda each: each.title.lower())
