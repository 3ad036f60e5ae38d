"""Interest in the client's words over time, from Google Trends by an Apify actor; shared by two sensors.

A run takes minutes and costs money, so a reading never waits for one: it takes what the newest
finished run found, and only apify-trends-sensor begins a new one. Apify itself remembers which runs
there were, so nothing is paid twice after a crash or an unanswered start.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from integrations.costs import Price
from sensors import answers
from sensors.base import Source
from sensors.reports import keywords
from sensors.reports.bounded import at_most
from sensors.reports.keywords import Keywords
from sensors.tools import Tools
from tenants.errors import Refused

SLUG = "apify"
ACTOR = "apify~google-trends-scraper"
SPAN = "today 3-m"
"""The last three months, which Google Trends tells by the day."""
LOOK_BACK = timedelta(days=4)
MOST_USD = Decimal("0.25")
"""What a run may cost at most; told to Apify as its own limit."""
MOST_ITEMS, MOST_POINTS, MOST_RISING = 200, 400, 5
SHOWN_S = 600
"""Seconds after which Apify surely lists a run that was begun."""
HALF = timedelta(days=28)
LEAST_POINTS = 14
GOING = frozenset({"READY", "RUNNING", "TIMING-OUT", "ABORTING"})
DONE = "SUCCEEDED"


@dataclass(frozen=True)
class Run:
    """One run of the actor, whoever began it."""

    status: str
    started_at: datetime
    dataset: str


@dataclass(frozen=True)
class Interest:
    """Interest in one word, 0 to 100 of its own peak: means of the last 28 days told, and of the 28 before."""

    word: str
    now: float
    before: float
    newest_at: datetime
    rising: Sequence[str]


@dataclass(frozen=True)
class Harvest:
    """What one run found about the words; `interests` is empty where Google Trends knows none of them."""

    run: Run
    interests: Sequence[Interest]

    @property
    def newest_at(self) -> datetime | None:
        return max((each.newest_at for each in self.interests), default=None)


def source(at: datetime | None) -> Source:
    return Source(SLUG, "Google Trends (Apify)", at)


def watched(tools: Tools) -> Keywords:
    return keywords.watched(tools, SLUG, "APIFY_KEYWORDS")


def runs(tools: Tools) -> list[Run]:
    """The actor's runs of the last days, newest first."""

    def fetch() -> list[Run]:
        rows = tools.bound(SLUG).runs(ACTOR, tools.now - LOOK_BACK)
        found = [_run(row) for row in at_most(100, rows, _("runs"))]
        return sorted(found, key=lambda run: run.started_at, reverse=True)

    return tools.shared((SLUG, "runs"), fetch)


def harvest(tools: Tools, words: Sequence[str]) -> Harvest | None:
    """The newest finished run that asked for these words; None where there is none yet.

    Somebody else's run of the same actor, about other words, is passed over.
    """

    def fetch() -> Harvest | None:
        for run in [run for run in runs(tools) if run.status == DONE][:3]:
            items = list(islice(tools.bound(SLUG).items(run.dataset), MOST_ITEMS))
            ours = [item for item in items if _term(item) in words]
            if ours or not items:
                found = [_interest(item, tools.now) for item in ours]
                return Harvest(run, [each for each in found if each is not None])
        return None

    return tools.shared((SLUG, "harvest", tuple(words)), fetch)


def price(tools: Tools) -> Price | None:
    """The most a run costs, in the client's currency; None where the dollar's rate for it is not known."""
    rate: float | None = settings.LLM_RATES.get(tools.client.currency)
    return None if rate is None else Price("apify-google-trends", round(float(MOST_USD) * rate * 1_000_000))


def begin(tools: Tools, words: Sequence[str], cost: Price) -> bool:
    """Start a run; False where another reading is just doing so.

    Raises Refused `budget_reached`, and what the service raises.
    """
    turn = f"apify-run:{tools.client.pk}"
    if not cache.add(turn, "taken", SHOWN_S):
        return False
    work = {"searchTerms": list(words), "timeRange": SPAN, "geo": tools.client.country, "isMultiple": False}
    try:
        tools.bound(SLUG).start(ACTOR, work, most_items=len(words), most_usd=MOST_USD, price=cost)
    except Refused:
        cache.delete(turn)  # surely not begun
        raise
    return True


def _run(row: Mapping[str, Any]) -> Run:
    return Run(
        status=answers.text(answers.field(row, "status"), _("state of a run"), longest=20),
        started_at=answers.moment(answers.field(row, "startedAt"), _("start of a run")),
        dataset=answers.text(answers.field(row, "defaultDatasetId"), _("results of a run"), longest=60),
    )


def _term(item: Mapping[str, Any]) -> str:
    return str(item.get("searchTerm") or item.get("inputUrlOrTerm") or "").strip().lower()


def _interest(item: Mapping[str, Any], moment: datetime) -> Interest | None:
    """None where Google Trends tells too little of the word to compare two months."""
    points = _points(item.get("interestOverTime_timelineData") or [], moment)
    if not points:
        return None
    newest_at = max(points)
    now = [value for at, value in points.items() if at > newest_at - HALF]
    before = [value for at, value in points.items() if newest_at - 2 * HALF < at <= newest_at - HALF]
    if min(len(now), len(before)) < LEAST_POINTS or not sum(before):
        return None
    rising = answers.rows(item.get("relatedQueries_rising") or [], _("rising searches"))[:MOST_RISING]
    said = [keywords.clean(str(row.get("query", ""))) for row in rising]
    means = sum(now) / len(now), sum(before) / len(before)
    return Interest(_term(item), *means, newest_at, [query for query in said if query])


def _points(rows: object, moment: datetime) -> dict[datetime, float]:
    """Interest by day; a day that is not over, or of which Google has nothing, is left out."""
    found: dict[datetime, float] = {}
    for row in at_most(MOST_POINTS, answers.rows(rows, _("days")), _("days")):
        if row.get("isPartial") or row.get("hasData") in ([False], False):
            continue
        values = answers.field(row, "value")
        value = values[0] if isinstance(values, list) and values else values
        # Later than the moment of reading there is nothing to tell.
        seconds = answers.number(answers.field(row, "time"), _("time"), least=0, most=moment.timestamp())
        at = datetime.fromtimestamp(seconds, UTC)
        found[at] = answers.number(value, _("interest"), least=0, most=100)
    return found
