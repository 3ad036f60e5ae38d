"""What people search for by month, and what a click costs, from Google Ads; shared by planner and trend reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from sensors import answers
from sensors.base import Source
from sensors.reports import keywords
from sensors.reports.bounded import at_most
from sensors.reports.keywords import Keywords
from sensors.tools import Tools

SLUG = "google_ads"
MOST_IDEAS = 5_000
LANGUAGES = {"en": 1000, "fr": 1002, "es": 1003, "ar": 1019}
"""Google's numbers of languages (Google Ads API, "Codes and formats")."""
PLACES = {
    "MA": 2504, "DZ": 2012, "TN": 2788, "FR": 2250, "BE": 2056, "DE": 2276, "IT": 2380, "ES": 2724, "US": 2840,
    "GB": 2826, "CA": 2124, "AU": 2036, "AE": 2784, "SA": 2682, "CH": 2756, "LU": 2442, "NL": 2528, "PT": 2620,
}  # fmt: skip
"""Google's numbers of countries: 2000 and the ISO 3166 number (Google Ads API, "Geo targets")."""
MONTHS = ("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
          "NOVEMBER", "DECEMBER")  # fmt: skip
MICROS = 1_000_000


@dataclass(frozen=True)
class Month:
    """Searches of one month; `end` is when it was over."""

    end: datetime
    searches: int


@dataclass(frozen=True)
class Idea:
    """One of our words. `competition` runs from 0 to 100; prices are in the account's currency, None where unknown."""

    word: str
    searches: int
    competition: float | None
    click_low: float | None
    click_high: float | None
    months: Sequence[Month]


@dataclass(frozen=True)
class Plan:
    """`ideas` hold the words that Google knows, `found` how many ideas it gave in all."""

    asked: Keywords
    ideas: Sequence[Idea]
    found: int

    @property
    def newest_at(self) -> datetime | None:
        return max((month.end for idea in self.ideas for month in idea.months), default=None)


def source(at: datetime | None) -> Source:
    return Source(SLUG, "Google Ads", at)


def plan(tools: Tools) -> Plan | None:
    """What Google Ads tells of the client's words; None where it cannot be asked, see `cannot_ask`."""
    asked = keywords.watched(tools, SLUG, "GOOGLE_ADS_KEYWORDS")
    if not asked.words or cannot_ask(tools):
        return None
    return tools.shared((SLUG, "plan", asked), lambda: _plan(tools, asked))


def cannot_ask(tools: Tools) -> str:
    """Why this client's market cannot be asked for; "" when it can."""
    if tools.client.country not in PLACES or tools.client.language not in LANGUAGES:
        facts = {"country": tools.client.country, "language": tools.client.language}
        return _("Google's number for %(country)s and “%(language)s” is not known here.") % facts
    return ""


def _plan(tools: Tools, asked: Keywords) -> Plan:
    place, language = PLACES[tools.client.country], LANGUAGES[tools.client.language]
    rows = tools.bound(SLUG).keyword_ideas(asked.words, language=language, places=[place])
    found = at_most(MOST_IDEAS, rows, _("ideas"))
    ours = [row for row in found if str(row.get("text", "")).lower() in asked.words]
    return Plan(asked, [_idea(row) for row in ours if isinstance(row.get("keywordIdeaMetrics"), dict)], len(found))


def _idea(row: Mapping[str, Any]) -> Idea:
    """Google leaves out what it does not know, and writes large whole numbers as text."""
    figures = row["keywordIdeaMetrics"]
    index = figures.get("competitionIndex")
    return Idea(
        word=str(row["text"]).lower(),
        searches=answers.count(figures.get("avgMonthlySearches", 0), _("searches a month")),
        competition=None if index is None else answers.number(index, _("competition"), least=0, most=100),
        click_low=_price(figures.get("lowTopOfPageBidMicros")),
        click_high=_price(figures.get("highTopOfPageBidMicros")),
        months=[_month(each) for each in answers.rows(figures.get("monthlySearchVolumes", []), _("months"))],
    )


def _price(micros: object) -> float | None:
    return None if micros is None else answers.count(micros, _("click price")) / MICROS


def _month(row: Mapping[str, Any]) -> Month:
    name = answers.field(row, "month")
    year = answers.count(answers.field(row, "year"), _("year"))
    if name not in MONTHS or not 2000 <= year < 3000:
        raise answers.impossible(_("month"), f"{name} {year}")
    number = MONTHS.index(name) + 1
    end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return Month(end, answers.count(row.get("monthlySearches", 0), _("searches of a month")))
