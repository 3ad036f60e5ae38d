"""What do people look for now? A language model reads trend signals."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations import llm
from integrations.llm.answer import RULES
from sensors.base import Connector, Cost, Metric, OneOf, Read, Sector, Sensor, Source, register
from sensors.reports import apify, google_ads, trends
from sensors.reports.trends import FALLING, MIXED, RISING, STEADY, Signals
from sensors.scale import between
from sensors.tools import Tools

log = structlog.get_logger(__name__)

PURPOSE, VERSION = "trend_reading", "1"
MOST_SIGNALS = 20
FALL_CALM, FALL_FULL = 0.0, -50.0
"""Percent more or fewer searches than before; house values."""
UNCLEAR, WAIT = "unclear", "wait"
FORM = llm.Form(
    (
        llm.Choice("direction", "how searches move on the whole", (RISING, FALLING, STEADY, MIXED)),
        llm.Choice("cause", "what it most likely comes from", ("season", "fashion", "occasion", UNCLEAR)),
        llm.Whole("keyword", "number of the keyword that moved most so", 1, MOST_SIGNALS),
        llm.Choice("step", "what the shop should look at first", ("write", "renew", "stock", WAIT)),
    )
)
SAID = {
    RISING: gettext_lazy("People search more for the keywords than before; “%(keyword)s” rose most."),
    FALLING: gettext_lazy("People search less for the keywords than before; “%(keyword)s” fell most."),
    STEADY: gettext_lazy("People search about as much for the keywords as before."),
    MIXED: gettext_lazy("Some keywords are searched more, others less; “%(keyword)s” moved most."),
    "season": gettext_lazy("The likely cause: the season."),
    "fashion": gettext_lazy("The likely cause: a fashion."),
    "occasion": gettext_lazy("The likely cause: a feast or a sale."),
    "write": gettext_lazy("First look at: texts about what is searched more."),
    "renew": gettext_lazy("First look at: texts about what is searched less."),
    "stock": gettext_lazy("First look at: the stock."),
}


def _no_opinion(data: Mapping[str, str | int]) -> dict[str, Any]:
    """The rule has no opinion: what the figures say by themselves is worked out from them here."""
    return {}


llm.register(llm.Purpose(PURPOSE, chain="analysis", rule=_no_opinion, most_tokens=200))


@dataclass(frozen=True)
class Opinion:
    """What is made of the figures. `by` is a model's name, or "rules"; `prompt` the purpose and version asked with."""

    direction: str
    cause: str
    keyword: str
    step: str
    by: str = RULES
    prompt: str = ""
    cost_micros: int = 0

    def sentence(self) -> str:
        parts = [SAID[each] for each in (self.direction, self.cause, self.step) if each in SAID]
        author = _("No text model answered usefully: this follows from the figures by a rule.")
        if self.by != RULES:
            author = _("An opinion of %(model)s about these figures.") % {"model": self.by}
        return " ".join([*(str(part) % {"keyword": self.keyword} for part in parts), author])


@register
class GoogleTrends(Sensor):
    """How searches for the client's words move, in percent, and a language model's opinion on it.

    The figures are Google Trends' interest as apify-trends-sensor had it gathered (28 days against
    the 28 before) and Google Ads' monthly searches (the newest month against the mean of three
    before). The model gets them as data and chooses among given words; a choice that the figures
    do not bear out is not taken, and the opinion is then worked out by a rule and says so. No
    figure and no text of a model's ever enters the reading. Pressure: from the figures alone, how
    far searches fell (0 at as many or more, 100 at half: house values), the mean over the keywords.

    UNKNOWN without a signal; DEGRADED when one service failed, or no model answered usefully;
    WARNING when one service sees searches clearly up and the other clearly down; ERROR when every
    service with signals failed or answered what cannot be. STALE when the newest signal is more
    than 75 days old: Google Ads tells by month. Once a day; 10 calls for signals, shared with their
    own sensors, and one short question: 0.10 US dollars at most, put aside before it is asked.
    """

    slug = "google-trends-sensor"
    title = gettext_lazy("Search trends")
    description = gettext_lazy("A language model's reading of search trends for the client's words.")
    sector = Sector.CONTENT
    needs = (OneOf(Connector("xai"), Connector("openai"), Connector("gemini")),)
    also = (Connector("apify"), Connector("google_ads"))
    every = timedelta(hours=24)
    source_max_age = timedelta(days=75)
    timeout_s = 55
    cost = Cost(calls=16, charged=gettext_lazy("At most 0.10 US dollars for one question to a text model a day."))
    metrics = (Metric("search_change", gettext_lazy("Searches for the keywords against before, percent"), "change"),)

    def read(self, tools: Tools) -> Read:
        """Figures first; without one no model is asked."""
        found = trends.signals(tools)
        mean = found.mean()
        if mean is None:
            trouble = " ".join(found.troubles.values())
            return Read.error(trouble) if trouble else Read.unknown(_nothing_told())
        opinion = _asked(tools, found)
        pressures = [between(row.change_percent, calm=FALL_CALM, full=FALL_FULL) for row in found.rows]
        pressure = sum(pressures) / len(pressures)
        facts = {
            "change": round(mean, 1),
            "country": tools.client.country,
            "signals": [
                {"keyword": row.word, "from": row.origin, "change_percent": row.change_percent} for row in found.rows
            ],
            "opinion": asdict(opinion),
        }
        source = _source(found)
        if found.disagree():
            reason = _("One service sees searches clearly up, another one clearly down: look at both.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        trouble = " ".join(found.troubles.values())
        if trouble or opinion.by == RULES:
            reason = f"{trouble} {opinion.sentence()}".strip()
            return Read.degraded(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts, reason=opinion.sentence())


def _nothing_told() -> str:
    return _("Nothing has told yet how searches move: connect Apify or Google Ads, and enter keywords there.")


def _source(found: Signals) -> Source:
    labels = {apify.SLUG: apify.source(None).label, google_ads.SLUG: google_ads.source(None).label}
    told = sorted({labels[row.origin] for row in found.rows})
    return Source("search-signals", ", ".join(told), max(row.at for row in found.rows))


def _asked(tools: Tools, found: Signals) -> Opinion:
    """A model's choice where the figures bear it out, else the rule's."""
    rows = found.rows[:MOST_SIGNALS]
    lines = [f"{n}. {row.word} | {row.origin} | {row.change_percent:+.1f} %" for n, row in enumerate(rows, 1)]
    data = {"country": tools.client.country, "month": f"{tools.today:%Y-%m}", "signals": "\n".join(lines)}
    answer = llm.ask(PURPOSE, llm.Prompt(VERSION, data), FORM)
    if answer.is_by_rules:
        return _by_rule(found)
    chosen, place = answer.values, int(answer.values["keyword"]) - 1
    if chosen["direction"] not in found.directions() or place not in found.agreeing(chosen["direction"])[:MOST_SIGNALS]:
        log.info("trend_reading.refused", by=answer.by, prompt=answer.prompt)
        return _by_rule(found)
    name = settings.LLM_NAMES.get(answer.by, answer.by)
    return Opinion(
        chosen["direction"], chosen["cause"], rows[place].word, chosen["step"], name, answer.prompt, answer.cost_micros
    )


def _by_rule(found: Signals) -> Opinion:
    """The plainest direction, and the keyword that moved most in it; a rule knows no cause."""
    direction = found.directions()[0]
    first = next(iter(found.agreeing(direction)), 0)
    return Opinion(direction, UNCLEAR, found.rows[first].word, WAIT)
