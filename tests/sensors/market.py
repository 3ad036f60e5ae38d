"""A market to watch: products that were sold, and what services tell about searches for them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from crm.models import OrderLine
from sensors.reports.google_ads import MONTHS
from tests.sensors.shop import contact, order, source

DAY = timedelta(days=1)


def sold(noon: datetime, *titles: str) -> None:
    """One product per title, the first of them sold most."""
    source(noon - DAY)
    buyer = contact(noon, "buyer")
    made = order(buyer, noon - DAY, "sold-1")
    OrderLine.objects.bulk_create(
        OrderLine(
            order=made,
            position=place,
            sku=f"sku-{place}",
            title=title,
            quantity=len(titles) - place,
            unit_price_cents=1,
        )
        for place, title in enumerate(titles)
    )


def idea(word: str, searches: int = 1_000, *, months: list[int] | None = None, **changes: Any) -> dict[str, Any]:
    """What Google Ads tells of a keyword; the months end with October 2026."""
    told = months if months is not None else [searches] * 12
    volumes = [month(date(2026, 10, 1), back, value) for back, value in enumerate(reversed(told))]
    figures = {
        "avgMonthlySearches": str(searches),
        "competition": "MEDIUM",
        "competitionIndex": "40",
        "lowTopOfPageBidMicros": "800000",
        "highTopOfPageBidMicros": "2100000",
        "monthlySearchVolumes": list(reversed(volumes)),
    }
    return {"text": word, "keywordIdeaMetrics": figures | changes}


def month(newest: date, back: int, value: Any) -> dict[str, Any]:
    number = newest.year * 12 + newest.month - 1 - back
    return {"month": MONTHS[number % 12], "year": str(number // 12), "monthlySearches": str(value)}


def interest(word: str, end: datetime, now: float = 50, before: float = 50, **changes: Any) -> dict[str, Any]:
    """What the actor found about a word: sixty days, of which the last 28 stand at `now`."""
    days = [end - DAY * back for back in range(60)]
    timeline = [point(at, now if back < 28 else before) for back, at in enumerate(days)]
    rising = [{"query": f"{word} pas cher", "value": 150, "formattedValue": "+150%"}]
    found = {"searchTerm": word, "interestOverTime_timelineData": timeline[::-1], "relatedQueries_rising": rising}
    return found | changes


def point(at: datetime, value: Any, **changes: Any) -> dict[str, Any]:
    return {"time": str(int(at.timestamp())), "value": [value], "hasData": [True]} | changes


def gathered(at: datetime, status: str = "SUCCEEDED", dataset: str = "d1") -> dict[str, Any]:
    """A run of the actor, as Apify lists it."""
    stamp = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"id": "r1", "status": status, "startedAt": stamp, "defaultDatasetId": dataset}
