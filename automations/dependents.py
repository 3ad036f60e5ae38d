"""Which automations need an outside service."""

from automations import registry
from integrations import dependents
from integrations.dependents import Dependent
from sensors.dependents import connectors


@dependents.register
def automations_that_need(connector: str) -> list[Dependent]:
    found = [each for each in registry.all() if connector in connectors(each.needs)]
    return [Dependent("automation", each.slug, str(each.title)) for each in found]
