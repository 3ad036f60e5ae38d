"""A small catalogue to give orders from: what can be run, what cannot yet, what is the agency's, and a sensor."""

from typing import Any

import pytest

from automations import base, fields, registry
from automations.base import Declaration, Risk
from automations.needs import Connector
from automations.reading import money, numbers
from automations.sensing import sensing
from tenants.errors import Refused
from tests.automations.conftest import Letter


class Greeting(Letter):
    """Writes a greeting to the contacts it is given."""

    slug = "greeting-letter"
    title = "Greeting letter"
    synonyms = {
        "en": ["send the greeting letter", "greet our customers by letter"],
        "fr": ["envoie la lettre de bienvenue", "lettre de voeux"],
    }

    class Said(fields.Form):
        steps = fields.Number("Steps", required=False, min_value=1, hears=numbers.figure("steps"))
        offer = fields.Text("Offer", required=False, hears=money.offer())

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        if said.get("offer"):
            raise Refused("No offer goes with it. Shall it be sent without?", code="no_offer")
        return {name: value for name, value in said.items() if name == "steps"}


class Kite(Declaration):
    slug = "kite-flight"
    title = "Kite flight"
    category = "tests"
    synonyms = {"en": ["fly a kite", "kite flight"]}


class Moat(Letter):
    """The agency's own."""

    slug = "moat-cleaning"
    title = "Moat cleaning"
    scope = "platform"
    synonyms = {"en": ["clean the moat", "moat cleaning"]}


class Pigeon(Letter):
    """Needs a service that nobody has set up."""

    slug = "carrier-pigeon"
    title = "Carrier pigeon"
    needs = (Connector("klaviyo"),)
    synonyms = {"en": ["release the carrier pigeon"]}


class Banner(Letter):
    """Publishes."""

    slug = "banner-painting"
    title = "Banner painting"
    risk = Risk.CONTENT
    synonyms = {"en": ["paint the banner", "banner painting"]}

    class Params(Letter.Params):
        """A tag, no message: nobody is held out for comparison."""

        steps = fields.Number("Steps", initial=0)
        tag = fields.Text("Tag", initial="PAINTED")


BUILT = (Greeting, Moat, Pigeon, Banner)


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> list[Declaration]:
    """Only these are known, wherever the catalogue is asked."""
    registry.all()
    for slug in list(base.registered):
        monkeypatch.delitem(base.registered, slug)
    made: list[Declaration] = [each() for each in BUILT]
    for each in made:
        monkeypatch.setitem(base.registered, each.slug, each)
    known = [*made, Kite(), *(each for each in sensing() if each.slug == "retention-sensor")]
    monkeypatch.setattr(registry, "declared", lambda: known)
    return known
