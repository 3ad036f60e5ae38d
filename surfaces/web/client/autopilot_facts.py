"""How much of the work needs nobody, and what each automation has earned, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations import policy, registry
from automations.base import Automation
from automations.models import Action, EarnedLimit, Policy
from automations.services.trusting import record_of
from automations.trust import force
from automations.trust.limits import LEAST_BOUND
from automations.trust.record import Record
from surfaces.web import formats
from surfaces.web.client.trace_facts import Named
from tenants.models import Client, User

GOAL = 0.80
"""The share of work that shall need nobody."""

PERIOD = timedelta(days=30)
FAILINGS: dict[str, str | Promise] = {
    "edited": gettext_lazy("changed by a person"),
    "rejected": gettext_lazy("rejected"),
    "failed": gettext_lazy("failed"),
    "unknown": gettext_lazy("not known whether it happened"),
    "complaint": gettext_lazy("a complaint"),
    "hurt": gettext_lazy("a harmful outcome"),
    "replaced": gettext_lazy("wider limits took their place"),
    "withdrawn": gettext_lazy("a person took them back"),
}


@dataclass(frozen=True)
class Share:
    """Actions done since a moment: all, those that needed nobody, and those only earned limits let go."""

    since: datetime
    done: int
    alone: int
    on_trust: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when nothing was done."""
        return self.alone / self.done if self.done else None

    @property
    def reached(self) -> bool:
        return self.share is not None and self.share >= GOAL


@dataclass(frozen=True)
class Row:
    """One automation: its share, its record in words, what holds, what is proposed, what ended last."""

    automation: Automation
    share: Share
    record: Record
    facts: list[Named]
    limits: list[Named]
    held: EarnedLimit | None
    held_by: str
    proposal: EarnedLimit | None
    proposed: list[Named]
    ended: EarnedLimit | None
    ended_because: str


def shares(now: datetime) -> dict[str, Share]:
    """By automation, of the active client, by one query."""
    since = now - PERIOD
    done = Action.objects.filter(state=Action.State.DONE, done_at__gt=since, done_at__lte=now)
    rows = done.order_by().values("run__automation").annotate(
        done=Count("pk"), alone=Count("pk", filter=Q(asks=[])), trusted=Count("pk", filter=Q(on_trust=True))
    )  # fmt: skip
    return {row["run__automation"]: Share(since, row["done"], row["alone"], row["trusted"]) for row in rows}


def together(found: dict[str, Share], now: datetime) -> Share:
    """All of them as one."""
    each = found.values()
    return Share(
        now - PERIOD, sum(one.done for one in each), sum(one.alone for one in each), sum(one.on_trust for one in each)
    )


def rows(client: Client, found: dict[str, Share], now: datetime) -> list[Row]:
    """Every automation that did something lately, is proposed for more, or has earned something."""
    earned = list(EarnedLimit.objects.newest_first())
    busy = set(found) | {each.automation for each in earned}
    chosen = [each for each in registry.offered(client) if each.slug in busy]
    people = dict(User.objects.filter(pk__in=[each.decided_by_id for each in earned]).values_list("pk", "name"))
    made = [_row(client, each, found.get(each.slug), earned, people, now) for each in chosen]
    return sorted(made, key=lambda row: (row.proposal is None, str(row.automation.title)))


def _row(
    client: Client,
    automation: Automation,
    share: Share | None,
    earned: list[EarnedLimit],
    people: dict[int, str],
    now: datetime,
) -> Row:
    own = [each for each in earned if each.automation == automation.slug]
    state = EarnedLimit.State
    held = next((each for each in own if each.state == state.IN_FORCE), None)
    proposal = next((each for each in own if each.state == state.PROPOSED), None)
    ended = next((each for each in own if each.state == state.ENDED), None)
    record = record_of(automation)
    rules = policy.limits_of(client, automation.slug)
    in_force = force.widened(rules, held) if held else rules
    return Row(
        automation,
        share or Share(now - PERIOD, 0, 0, 0),
        record,
        _record(record),
        _limits(in_force, client),
        held,
        people.get(held.decided_by_id or 0, "") if held else "",
        proposal,
        _limits(proposal, client) if proposal else [],
        ended,
        str(FAILINGS.get(ended.ended_code, ended.ended_code)) if ended else "",
    )


def _limits(limits: Policy | EarnedLimit, client: Client) -> list[Named]:
    return [
        Named(_("Customer's worth"), formats.money_round(limits.customer_value_cents, client.currency)),
        Named(_("People in 24 hours"), formats.number(limits.batch)),
        Named(_("Spent in 24 hours"), formats.money_round(limits.day_cost_cents, client.currency)),
    ]


def _record(record: Record) -> list[Named]:
    """Trials, and how sure it is that the next one goes well."""
    if record.lower_bound is None:
        return [Named(_("Runs that count"), _("none yet"))]
    failings = ", ".join(f"{FAILINGS[kind]} ({formats.number(number)})" for kind, number in record.failings.items())
    good = _("%(good)s of %(all)s without any failing") % {
        "good": formats.number(record.good),
        "all": formats.number(record.trials),
    }
    sure = _("at least %(share)s (95 %% sure; %(least)s is needed)") % {
        "share": formats.percent(record.lower_bound),
        "least": formats.percent(LEAST_BOUND),
    }
    found = [Named(_("Runs that count"), good), Named(_("Will go well"), sure)]
    return [*found, Named(_("Failings"), failings)] if failings else found
