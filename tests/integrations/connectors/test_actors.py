"""What actors find is believed only as far as it has the form that their pages show."""

import math
from decimal import Decimal

import pytest

from integrations.connectors.apify import google_maps, linkedin
from tests.integrations.connectors.contracts.apify import BUYERS, RIAD, RIADS, SALMA


def test_a_search_is_bounded_in_items_and_money(bound):
    apify = bound("apify")
    apify.client.find_places(RIADS, most_usd=Decimal("0.75"), price=None)
    apify.client.find_people(BUYERS, most_usd=Decimal("1.50"), price=None)
    places, people = apify.fake.calls
    assert (places.query["maxItems"], places.query["maxTotalChargeUsd"]) == (["40"], ["0.75"])
    assert places.path.endswith("/compass~crawler-google-places/runs")
    assert places.json()["searchStringsArray"] == ["riad", "hotel"] and places.json()["locationQuery"] == "Fès, Morocco"
    assert (people.query["maxItems"], people.json()["maxItems"]) == (["25"], 25)
    assert people.json()["locations"] == ["Morocco"]


def test_a_place_and_a_person_keep_what_is_told_of_them():
    place, person = google_maps.place(RIAD), linkedin.person(SALMA)
    assert place and (place.city, place.country, place.score, place.reviews) == ("Fès", "MA", 4.6, 12)
    assert person and (person.url, person.place) == ("https://www.linkedin.com/in/salma", "Casablanca, Morocco")


@pytest.mark.parametrize("odd", [None, 7, [], {}, ["x"], "  ", True, math.nan, math.inf, -1, "x" * 10_000])
def test_a_value_of_another_form_counts_as_not_told(odd):
    place = google_maps.place({"placeId": "1", "title": "Riad", **dict.fromkeys(set(RIAD) - {"placeId", "title"}, odd)})
    person = linkedin.person({"linkedinUrl": "u", "firstName": "S", "location": odd, "currentPosition": odd})
    assert place and person
    assert place.score is None and place.reviews in (0, odd) and len(place.website) <= 500
    assert (person.place, person.company) == ("", "")
    assert google_maps.place({**RIAD, "title": odd}) is None or isinstance(odd, str)
    assert linkedin.person({**SALMA, "linkedinUrl": odd}) is None or isinstance(odd, str)
