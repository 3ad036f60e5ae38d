"""People on LinkedIn: what the actor is asked, and what it finds.

Source: apify.com/harvestapi/linkedin-profile-search, input and output of its page. It needs nobody's
account at LinkedIn. Whoever keeps a person found so keeps the source and the lawful basis as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from integrations.connectors.apify.rows import inner, text

Row = dict[str, Any]
ACTOR = "harvestapi~linkedin-profile-search"


@dataclass(frozen=True)
class Search:
    """`words` is free text; `titles` (of the present job) and `places` narrow it down."""

    words: str
    most: int
    titles: Sequence[str] = ()
    places: Sequence[str] = ()

    def work(self) -> Row:
        return {
            "profileScraperMode": "Full",
            "searchQuery": self.words,
            "currentJobTitles": list(self.titles),
            "locations": list(self.places),
            "maxItems": self.most,
        }


@dataclass(frozen=True)
class Person:
    """One profile; what is not told is empty. `url` tells people apart."""

    url: str
    first_name: str
    last_name: str
    headline: str
    place: str
    company: str


def person(row: Row) -> Person | None:
    """None for a row that names nobody."""
    if not (text(row, "linkedinUrl") and (text(row, "firstName") or text(row, "lastName"))):
        return None
    return Person(
        url=text(row, "linkedinUrl"),
        first_name=text(row, "firstName"),
        last_name=text(row, "lastName"),
        headline=text(row, "headline"),
        place=text(inner(row, "location"), "linkedinText"),
        company=text(inner(row, "currentPosition"), "companyName"),
    )
