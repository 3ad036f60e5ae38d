"""Day by day: what is due leaves or is skipped, then the plan is made as it would have been made then.

Every day is read in a transaction that the database itself keeps from writing, and in which the
HTTP seam refuses to call: a simulation can neither store nor send. Texts come from rules and are
not sealed, and every request counts as approved at once, so the figures are the most that would
have happened. What is due is held back as the claim would have held it (`leaving`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from automations import policy
from automations.actions.tag_contact import TagContact
from automations.base import Automation
from automations.plan import Plan, draft, sketch
from automations.policy import Answer
from automations.simulation import moments
from automations.simulation.leaving import settle
from automations.simulation.moments import Stage
from automations.simulation.past import AsItWas, Past
from automations.simulation.report import Bought, Day, Report
from crm.mirror import Mirror
from learning.science.fits import Fits
from tenants import clock, context

Progress = Callable[[int], None]


def replay(
    automation: Automation,
    params: dict[str, Any],
    first: date,
    last: date,
    *,
    progress: Progress = lambda done: None,
) -> Report:
    """What `automation` would have done from `first` to `last` (its client's days), with checked `params`.

    `progress` hears the number of days done, between transactions. Raises Refused where the
    automation's occasions are not part of the history.
    """
    chain = moments.chain(automation)
    report = Report(automation.slug, first, last, scheduled=moments.has_schedule(chain[0].automation))
    run = _Replay(chain, params, report)
    for number in range((last - first).days + 1):
        with reading_only():
            report.days.append(run.day(first + timedelta(days=number)))
        progress(number + 1)
    with reading_only():
        run.close()
    return report


@contextmanager
def reading_only() -> Iterator[None]:
    """A transaction in which PostgreSQL refuses every write (SET TRANSACTION, PostgreSQL documentation)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield


class _Replay:
    """The state between the days; the last stage of `chain` is the automation that is looked at."""

    def __init__(self, chain: list[Stage], params: dict[str, Any], report: Report) -> None:
        self.client = context.current()
        self.chain, self.params, self.report = chain, params, report
        start = datetime.combine(report.first, datetime.min.time(), self.client.zone)
        self.pasts = [Past(start, fits=Fits()) for _stage in chain]
        self.written: dict[int, datetime] = {}
        self.addressed: set[int] = set()
        self.left_out: set[tuple[str, int]] = set()
        self.held_out: set[int] = set()

    def day(self, day: date) -> Day:
        """One day: what is due first, then one plan per stage of the chain."""
        found = Day(day)
        moment = moments.moment(self.chain[0].automation, day, self.client)
        end_of_day = datetime.combine(day + timedelta(days=1), datetime.min.time(), self.client.zone)
        self._settle(found, until=moment or end_of_day)
        if moment is not None and moment <= clock.now():
            self._plan(found, moment)
            self._settle(found, until=end_of_day)
        return found

    def _plan(self, found: Day, moment: datetime) -> None:
        tagged: dict[str, list[int]] = {}
        for number, stage in enumerate(self.chain):
            is_last = number == len(self.chain) - 1
            params = self.params if is_last else stage.automation.Params.from_json({})
            if stage.after is not None:
                contacts = tagged.get(stage.after.tagged, [])
                if not contacts:
                    return
                params = params | {stage.after.into: {"contacts": sorted(contacts)}}
            plan = self._stage_plan(stage.automation, params, self.pasts[number], moment)
            if is_last:
                self._count(found, plan, moment)
            for each in plan.actions:
                self.pasts[number].planned(each, moment)
                if isinstance(each.wish, TagContact) and each.contact_id and not each.held_out:
                    tagged.setdefault(each.wish.tag, []).append(each.contact_id)

    def _stage_plan(self, automation: Automation, params: dict[str, Any], past: Past, moment: datetime) -> Plan:
        ctx = AsItWas(self.client, automation.slug, moment, past)
        plan, desk = sketch(automation, ctx, params)
        desk.seals = False
        return draft(plan, desk)

    def _count(self, found: Day, plan: Plan, moment: datetime) -> None:
        automation, past = self.chain[-1].automation, self.pasts[-1]
        decided = policy.judged(self.client, automation, plan.effects, past.day_use(moment))
        found.planned = len(plan.effects)
        found.asked = sum(verdict.answer == Answer.ASK for verdict in decided.verdicts)
        found.requests = int(found.asked > 0)
        found.cost_micros = sum(each.cost_micros for each in plan.effects)
        self.report.kinds.update(each.wish.slug for each in plan.effects)
        self.left_out.update((each.code, each.contact_id) for each in plan.left_out)
        messages = [each for each in plan.actions if each.wish.is_communication and each.contact_id]
        self.held_out.update(each.contact_id or 0 for each in messages if each.held_out)
        people = {each.contact_id or 0 for each in messages if each.happens} - self.addressed
        self.addressed |= people
        found.people = len(people)

    def _settle(self, found: Day, *, until: datetime) -> None:
        """Messages whose time has come leave, unless something said no by what was known then."""
        done = settle(self.client, self.chain[-1].automation, self.pasts[-1], until=until)
        found.skipped += done.skipped.total()
        self.report.skipped.update(done.skipped)
        found.delivered += len(done.messages)
        for each in done.messages:
            self.written.setdefault(each.person, each.at)

    def close(self) -> None:
        """Put the totals on the report that has its days."""
        report = self.report
        report.left_out.update(code for code, _contact in self.left_out)
        report.people, report.held_out, report.ahead = (
            len(self.addressed),
            len(self.held_out),
            len(self.pasts[-1].to_come),
        )
        source = Mirror(clock.now()).source()
        if source is not None:
            report.source, report.source_at = source.slug, source.last_imported_at
        window = self.chain[-1].automation.outcome_window
        if window is not None and self.written and report.source_at is not None:
            report.bought = bought_anyway(self.written, window, min(report.source_at, clock.now()))


def bought_anyway(written: dict[int, datetime], window: timedelta, known_until: datetime) -> Bought:
    """How many of the people bought within `window` after their first message, of those whose time is over."""
    over = {person: at for person, at in written.items() if at + window <= known_until}
    sales: Iterable[tuple[int, datetime]] = ()
    if over:
        orders = Mirror(known_until).orders.sales().of_contacts(over).since(min(over.values()))
        sales = orders.values_list("contact_id", "happened_at")
    bought = {person for person, at in sales if over[person] < at <= over[person] + window}
    return Bought(window.days, len(over), len(bought), len(written) - len(over))
