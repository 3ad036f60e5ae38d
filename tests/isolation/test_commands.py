"""Commands that work for one client: a name nobody has is said so, and nothing is written."""

import argparse
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from surfaces.inventory import everything
from tests.isolation.conftest import Changes

NOBODY = "nobody-is-called-so"
GIVEN = {
    "first": "2026-11-01",
    "last": "2026-11-02",
    "path": "/nowhere",
    "file": "/nowhere",
    "metric": "repeat_buyers_90d",
    "target": "50",
    "automation": "at-risk-customer-flow",
    "sensor": "retention-sensor",
    "params": "{}",
    "action": "00000000-0000-0000-0000-000000000000",
    "happened": "yes",
    "by": "nobody@elsewhere.example",
    "verb": "verify",
    "token": "1",
    "name": "workflow",
}
"""By the name of an argument that a command insists on: something of the right form."""


def ways() -> Iterator[list[str]]:
    """Every command line, to the deepest verb, that can name a client with `--client`."""
    for entry in everything():
        if entry.kind == "command":
            app = get_commands()[entry.name]
            assert isinstance(app, str)
            parser = load_command_class(app, entry.name).create_parser("manage.py", entry.name)
            yield from _lines(parser, [entry.name])


def _lines(parser: argparse.ArgumentParser, line: list[str]) -> Iterator[list[str]]:
    verbs = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in verbs:
        for verb, below in action.choices.items():
            yield from _lines(below, [*line, verb])
    if not verbs and "--client" in parser._option_string_actions:
        yield [*line, *_insisted(parser), "--client", NOBODY]


def _insisted(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        positional = not action.option_strings and action.nargs not in ("?",)
        if action.dest == "client" or not (action.required or positional):
            continue
        assert action.dest in GIVEN, f"{parser.prog}: say in GIVEN what {action.dest} may be"
        yield from ([] if positional else [action.option_strings[0]])
        yield GIVEN[action.dest]


WAYS = list(ways())


def test_the_commands_that_name_a_client_are_found():
    assert {line[0] for line in WAYS} >= {"import_shop", "sensor", "goal", "autonomy", "automation", "ledger", "jobs"}


@pytest.mark.parametrize("line", WAYS, ids=lambda line: " ".join(line[:2]))
def test_a_client_that_does_not_exist_is_named_in_the_error(client_a, client_b, line):
    before = Changes.now()
    with pytest.raises(CommandError, match=NOBODY):
        call_command(*line, stdout=StringIO(), stderr=StringIO())
    assert before.since() == set()
