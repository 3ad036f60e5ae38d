"""Businesses on Google Maps: what the actor is asked, and what it finds.

Source: apify.com/compass/crawler-google-places, input and output of its page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from integrations.connectors.apify.rows import count, score, text

Row = dict[str, Any]
ACTOR = "compass~crawler-google-places"


@dataclass(frozen=True)
class Search:
    """`words` such as "riad"; `place` as people write it ("Fès, Morocco"); `most` for each of the words."""

    words: Sequence[str]
    place: str
    most: int
    language: str = "en"

    def work(self) -> Row:
        return {
            "searchStringsArray": list(self.words),
            "locationQuery": self.place,
            "maxCrawledPlacesPerSearch": self.most,
            "language": self.language,
            "skipClosedPlaces": True,
            "maxImages": 0,
            "maxReviews": 0,
        }

    @property
    def items(self) -> int:
        """How many rows a run may have at most."""
        return self.most * len(self.words)


@dataclass(frozen=True)
class Place:
    """One business; what is not told is empty. `phone` is international; `score` is 1 to 5, None without reviews."""

    place_id: str
    name: str
    category: str
    address: str
    city: str
    country: str
    phone: str
    website: str
    url: str
    score: float | None
    reviews: int


def place(row: Row) -> Place | None:
    """None for a row that names no business."""
    if not (text(row, "placeId") and text(row, "title")):
        return None
    return Place(
        place_id=text(row, "placeId"),
        name=text(row, "title"),
        category=text(row, "categoryName"),
        address=text(row, "address"),
        city=text(row, "city"),
        country=text(row, "countryCode"),
        phone=text(row, "phoneUnformatted"),
        website=text(row, "website"),
        url=text(row, "url"),
        score=score(row, "totalScore"),
        reviews=count(row, "reviewsCount"),
    )
