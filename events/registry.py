"""What this version of the code can do: handlers, subscriptions, declared schedules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

from events.scalars import Scalar
from events.slots import Cron
from events.work import Work

Function = Callable[[Work], None]
Explain = Callable[[Work], str | Promise]
When = Callable[[Mapping[str, Scalar]], bool]
Scope = Literal["client", "platform"]
LONGEST_NAME = 120


@dataclass(frozen=True)
class Handler:
    """How one kind of job runs. `lease_s` is how long it may go without `work.extend()`."""

    name: str
    function: Function
    max_attempts: int
    lease_s: float
    atomic: bool
    explain: Explain | None


@dataclass(frozen=True)
class DeclaredCron:
    """A schedule that every active client has (or the platform, once)."""

    handler: str
    cron: str
    scope: Scope
    args: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class Subscription:
    """Who listens to a type of event; `when` looks at its data and spares a job that would do nothing."""

    name: str
    when: When | None


_handlers: dict[str, Handler] = {}
_subscribers: dict[str, list[Subscription]] = {}
_crons: dict[str, DeclaredCron] = {}


def handler(
    name: str, *, max_attempts: int = 5, lease_s: float = 60, atomic: bool = False, explain: Explain | None = None
) -> Callable[[Function], Function]:
    """Register the function that runs jobs called `name`.

    `atomic`: the function, its writes and the job's completion are one transaction, so it
    happens exactly once, and it must not touch the network. Otherwise the function opens its
    own transactions and may run again after a crash; `explain` then says what it would do
    (shown by a dry run), without doing it.
    """

    def register(function: Function) -> Function:
        _add(Handler(name, function, max_attempts, lease_s, atomic, explain))
        return function

    return register


def subscribe(
    event_type: str,
    *more: str,
    when: When | None = None,
    max_attempts: int = 5,
    lease_s: float = 60,
    atomic: bool = False,
    explain: Explain | None = None,
) -> Callable[[Function], Function]:
    """Run the function for each event of these types, as a job of its own named after the function.

    With `when`, only for those whose data it says yes to; it is asked in the publishing
    transaction, so it reads nothing but the data.
    """

    def register(function: Function) -> Function:
        name = f"{function.__module__}.{function.__name__}"
        _add(Handler(name, function, max_attempts, lease_s, atomic, explain))
        for each in (event_type, *more):
            _subscribers.setdefault(each, []).append(Subscription(name, when))
        return function

    return register


def cron(
    name: str,
    expression: str,
    *,
    scope: Scope = "client",
    args: Mapping[str, Scalar] | None = None,
    max_attempts: int = 5,
    lease_s: float = 60,
    atomic: bool = False,
) -> Callable[[Function], Function]:
    """Register a handler and run it at the times of `expression`, in each client's zone (platform: UTC)."""
    Cron(expression)

    def register(function: Function) -> Function:
        _add(Handler(name, function, max_attempts, lease_s, atomic, None))
        _crons[name] = DeclaredCron(name, expression, scope, args or {})
        return function

    return register


def find(name: str) -> Handler | None:
    return _handlers.get(name)


def handlers() -> list[Handler]:
    """All of them by name (the inventory lists them)."""
    return [_handlers[name] for name in sorted(_handlers)]


def atomic_names() -> list[str]:
    return [name for name, known in _handlers.items() if known.atomic]


def subscribers(event_type: str, data: Mapping[str, Scalar] | None = None) -> list[str]:
    """Names of the handlers that an event with this data is for; without data, of all that listen."""
    found = _subscribers.get(event_type, [])
    return [each.name for each in found if data is None or each.when is None or each.when(data)]


def crons(scope: Scope) -> list[DeclaredCron]:
    return [declared for declared in _crons.values() if declared.scope == scope]


def _add(known: Handler) -> None:
    if len(known.name) > LONGEST_NAME:
        raise RuntimeError(f"A handler's name has at most {LONGEST_NAME} letters: {known.name}")
    present = _handlers.get(known.name)
    if present is not None and present.function.__qualname__ != known.function.__qualname__:
        raise RuntimeError(f"Two handlers are called {known.name}.")
    _handlers[known.name] = known
