"""The sensors as part of the catalogue: one adapter gives each a declaration."""

from functools import cache
from pathlib import Path

from automations.base import Declaration
from automations.fields import Form
from automations.reading.word_lists import LANGUAGES, WordLists
from automations.sensing.forms import FORMS
from sensors import registry
from sensors.base import Sensor

CATEGORY = "sensors"
WORDS = WordLists(Path(__file__).resolve().parent / "words")
"""How people ask for a sensor."""


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
        "synonyms": _synonyms(sensor.slug),
        "Params": FORMS.get(sensor.slug, Form),
    }
    one: Declaration = type("Sensing", (Sensing,), facts)()
    return one


def _synonyms(slug: str) -> dict[str, list[str]]:
    """By language: what is said of this sensor, then what is said of any."""
    files = {language: WORDS.file(language) for language in LANGUAGES}
    return {language: [*words["sensors"].get(slug, ()), *words["status"]] for language, words in files.items()}


def sensing() -> list[Declaration]:
    """A declaration of every sensor."""
    return [_declared(sensor) for sensor in registry.all()]
