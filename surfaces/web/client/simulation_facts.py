"""A simulation on its page: the figures in words, and the chart of its days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations import actions as kinds
from automations.base import Automation
from automations.models import Simulation
from automations.simulation import Report
from reviews import reasons
from surfaces.web import formats
from surfaces.web.charts import LineChart
from surfaces.web.client.trace_facts import Named, cents
from tenants.models import Client

USUAL_DAYS = 90


class Days(forms.Form):
    """From which day to which; both included."""

    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    @classmethod
    def usual(cls, today: date) -> "Days":
        """The last whole 90 days."""
        yesterday = today - timedelta(days=1)
        return cls(
            initial={"first": (yesterday - timedelta(days=USUAL_DAYS - 1)).isoformat(), "last": yesterday.isoformat()}
        )


@dataclass(frozen=True)
class Shown:
    """A finished simulation: figures, why people were left out or messages skipped, and the chart."""

    report: Report
    figures: list[Named]
    left_out: list[Named]
    skipped: list[Named]
    chart: LineChart
    source_at: datetime | None


def shown(found: Simulation, automation: Automation, client: Client) -> Shown | None:
    """None while it is under way, or when it failed."""
    if found.result is None:
        return None
    report = Report.read(found.result)
    return Shown(
        report,
        _figures(report, client),
        _counted(report.left_out),
        _counted(report.skipped),
        _chart(report, automation),
        report.source_at,
    )


def _figures(report: Report, client: Client) -> list[Named]:
    totals, days = report.totals, len(report.days)
    per_day = totals["planned"] / days if days else 0
    acted = [f"{formats.number(count)} {kinds.kind(slug).title}" for slug, count in sorted(report.kinds.items())]
    rows = [
        (_("Actions"), f"{formats.number(totals['planned'])} ({formats.number(per_day, 1)} {_('a day')})"),
        (_("By kind"), ", ".join(acted) or _("none")),
        (_("Requests for approval"), formats.number(totals["requests"])),
        (_("Actions that would have asked"), formats.number(totals["asked"])),
        (_("People written to"), formats.number(report.people)),
        (_("People left without, to compare with"), formats.number(report.held_out)),
        (_("Messages that would have left"), formats.number(totals["delivered"])),
        (_("Messages skipped at their time"), formats.number(totals["skipped"])),
        (_("Messages due after the last day"), formats.number(report.ahead)),
        (_("Cost"), formats.money(cents(totals["cost_micros"]), client.currency)),
    ]
    return [Named(str(name), value) for name, value in rows]


def _counted(counts: Counter[str]) -> list[Named]:
    """Reasons in words, the most frequent first."""
    return [Named(reasons.sentence({"code": code}), formats.number(number)) for code, number in counts.most_common()]


def _chart(report: Report, automation: Automation) -> LineChart:
    return LineChart(
        key="simulation",
        title=_("Actions per day, had “%(title)s” been on") % {"title": automation.title},
        labels=[formats.short_day(day.day) for day in report.days],
        values=[day.planned for day in report.days],
        name=_("planned"),
        other=[day.asked for day in report.days],
        other_name=_("would have asked"),
    )
