"""Which sensors read an outside service."""

from collections.abc import Iterable, Iterator

from integrations import dependents
from integrations.dependents import Dependent
from sensors import registry
from sensors.needs import Connector, Need, OneOf


def connectors(needs: Iterable[Need]) -> Iterator[str]:
    """The services named in the needs, also as one of several ways."""
    for need in needs:
        if isinstance(need, Connector):
            yield need.slug
        elif isinstance(need, OneOf):
            yield from connectors(need.needs)


@dependents.register
def sensors_that_need(connector: str) -> list[Dependent]:
    found = [each for each in registry.all() if connector in connectors([*each.needs, *each.also])]
    return [Dependent("sensor", each.slug, str(each.title)) for each in found]
