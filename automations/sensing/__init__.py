"""The sensors as part of the catalogue: one adapter gives each a declaration."""

from functools import cache

from automations.base import Declaration
from automations.fields import Form
from automations.sensing.forms import FORMS
from automations.sensing.words import STATUS, WORDS
from sensors import registry
from sensors.base import Sensor

CATEGORY = "sensors"


class Sensing(Declaration):
    """One sensor: asked for by name, or by how the thing is doing."""

    category = CATEGORY
    is_built = True


@cache
def _declared(sensor: Sensor) -> Declaration:
    facts = {
        "slug": sensor.slug,
        "title": sensor.title,
        "description": sensor.description,
        "needs": tuple(sensor.needs),
        "synonyms": _synonyms(WORDS.get(sensor.slug, {})),
        "Params": FORMS.get(sensor.slug, Form),
    }
    one: Declaration = type("Sensing", (Sensing,), facts)()
    return one


def _synonyms(words: dict[str, list[str]]) -> dict[str, list[str]]:
    return {language: [*words.get(language, []), *STATUS[language]] for language in STATUS}


def sensing() -> list[Declaration]:
    """A declaration of every sensor."""
    return [_declared(sensor) for sensor in registry.all()]
