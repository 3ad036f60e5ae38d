"""For each connector: whom the fake plays, by which specification, and one call of every method.

A module is named after the connector and offers `contracted(specs)`, where `specs` is the folder of
the vendors' specifications (for connectors without one it is not used).
"""

import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.fakes.calls import Call, Contract
from tests.fakes.openapi import OpenApi
from tests.fakes.server import Fake

ANYTHING = object()


@dataclass(frozen=True)
class Host:
    """One address of the service."""

    contract: Contract
    replies: Mapping[str, Any] = field(default_factory=dict)
    auth: Mapping[str, str] = field(default_factory=dict)
    key_of: Callable[[Call], str | None] | None = None

    def start(self) -> Fake:
        return Fake(self.contract, self.replies, auth=self.auth, key_of=self.key_of).start()


@dataclass(frozen=True)
class Contracted:
    """`cases`: by method, a call and what it must give back. `others`: by name in `other_bases`."""

    values: Mapping[str, str]
    main: Host
    cases: Mapping[str, tuple[Callable[[Any], Any], Any]]
    others: Mapping[str, Host] = field(default_factory=dict)


def slugs() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def contracted(slug: str, specs: Path) -> Contracted:
    found: Contracted = import_module(f"{__name__}.{slug}").contracted(specs)
    return found


def open_api(path: Path, **options: Any) -> OpenApi:
    return OpenApi(json.loads(path.read_text()), **options)
