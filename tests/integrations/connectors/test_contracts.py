"""Every method of every connector, called once over HTTP and judged by the vendor's specification."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import GeneratorType

import pytest

from integrations import registry
from integrations.manifest import UNVERIFIED
from tests.fakes import faults
from tests.integrations.connectors.conftest import specs
from tests.integrations.connectors.contracts import ANYTHING, contracted, slugs

TABLE = Path(__file__).parent / "CONTRACTS.md"


def methods_of(slug: str) -> set[str]:
    """The public methods of a connector's client class."""
    module = import_module(f"integrations.connectors.{slug}.client")
    return {name for name in dir(module.CLIENT) if not name.startswith("_") and callable(getattr(module.CLIENT, name))}


def declared() -> list[tuple[str, str]]:
    return [(found.slug, method.name) for found in registry.all() if found.base_url for method in found.methods]


@pytest.mark.parametrize(("slug", "method"), declared(), ids=lambda value: value)
def test_a_method_follows_the_specification(bound, slug, method):
    case = bound(slug)
    call, expected = case.told.cases[method]
    result = call(case.client)
    result = list(result) if isinstance(result, GeneratorType | Iterator) else result
    assert [problem for fake in case.others.values() for problem in fake.problems] == []
    assert any(fake.operations for fake in case.others.values()), "nothing was asked"
    if expected is not ANYTHING:
        assert result == expected


@pytest.mark.parametrize("slug", slugs())
def test_wrong_credentials_are_told_as_such(bound, slug):
    case = bound(slug)
    for fake in case.others.values():
        fake.auth = {"X-Never": "sent"}
    with pytest.raises(Exception) as caught:
        case.client.probe()
    assert caught.value.code == "not_authorised"


@pytest.mark.parametrize(
    "fault", [faults.HTML, faults.EMPTY, faults.MALFORMED, faults.status(500)], ids=["html", "empty", "cut", "500"]
)
@pytest.mark.parametrize("slug", slugs())
def test_a_broken_service_never_probes_well(bound, slug, fault):
    case = bound(slug)
    for fake in case.others.values():
        fake.fail(*[fault] * 4)
    with pytest.raises(Exception) as caught:
        case.client.probe()
    assert caught.value.code in ("bad_answer", "answered_500"), caught.value


@pytest.mark.parametrize("slug", slugs())
def test_who_makes_a_paid_call_says_by_which_line_it_is_paid(slug):
    """`price=None` is said by callers that keep the line themselves, as an action's own price does."""
    made = import_module(f"integrations.connectors.{slug}.client").CLIENT
    asked = [inspect.signature(getattr(made, name)).parameters.get("price") for name in methods_of(slug)]
    assert all(each.default is inspect.Parameter.empty for each in asked if each is not None)


@pytest.mark.parametrize("slug", slugs())
def test_every_method_is_declared_and_has_its_case(slug):
    names = {method.name for method in registry.get(slug).methods}
    if specs().is_dir():
        assert set(contracted(slug, specs()).cases) == names
    assert methods_of(slug) == names


def test_every_connector_that_calls_by_http_has_a_contract():
    assert {found.slug for found in registry.all() if found.base_url} == set(slugs())


def test_the_table_of_contracts_is_up_to_date():
    """`CONTRACTS.md` is written by this test: delete it and run again to renew it."""
    made = table()
    if not TABLE.exists():
        TABLE.write_text(made)
    assert TABLE.read_text() == made


def table() -> str:
    rows = ["| Connector | Version | Method | Checked against | Source |", "|---|---|---|---|---|"]
    for found in registry.all():
        rows += [
            f"| {found.slug} | {found.version} | {method.name} | {method.spec} | {method.source} |"
            for method in found.methods
        ]
    checked = sum(method.spec != UNVERIFIED for found in registry.all() for method in found.methods)
    head = "# Contracts of the connectors\n\nMade by `test_contracts.py`, which calls each method once.\n"
    return (
        f"{head}{checked} of {len(declared())} methods are checked against the vendor's own specification.\n\n"
        + "\n".join(rows)
        + "\n"
    )
