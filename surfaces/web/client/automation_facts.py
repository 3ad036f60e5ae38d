"""How automations stand at a client: on or off, what they miss, when they start, what they may do alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations import policy, registry
from automations.autonomy.standing import on_from_start
from automations.base import Automation
from automations.models import Run, Setting
from automations.risk import Risk
from automations.triggers import After, On
from events.slots import Cron
from sensors.needs import all_missing
from sensors.tools import Tools
from surfaces.web import formats
from surfaces.web.client.trace_facts import cents
from tenants.models import Client

CATEGORIES: dict[str, str | Promise] = {
    "retention": gettext_lazy("Keeping customers"),
    "conversion": gettext_lazy("Conversion"),
    "email-marketing": gettext_lazy("E-mail marketing"),
    "reviews": gettext_lazy("Customer reviews"),
}

EVENTS: dict[str, str | Promise] = {
    "cart.left": gettext_lazy("when a cart has been left for an hour"),
    "contact.subscribed": gettext_lazy("when somebody subscribes"),
    "lead.tier_changed": gettext_lazy("when a lead crosses into another tier"),
}


@dataclass(frozen=True)
class Row:
    """One automation: `state` is on, off or missing; `next_at` its next scheduled start."""

    automation: Automation
    is_on: bool
    by_default: bool
    missing: list[str]
    params: dict[str, Any]
    next_at: datetime | None
    last_at: datetime | None
    follows: str

    @property
    def state(self) -> str:
        if self.missing:
            return "missing"
        return "active" if self.is_on else "paused"

    @property
    def word(self) -> str:
        if self.missing:
            return _("Not ready")
        if self.is_on and self.by_default:
            return _("On for autonomy")
        return _("On") if self.is_on else _("Off")

    @property
    def category(self) -> str:
        return str(CATEGORIES.get(self.automation.category, self.automation.category.capitalize()))

    @property
    def risk(self) -> str:
        return str(Risk(self.automation.risk).label)


@dataclass(frozen=True)
class Limit:
    """One limit of the policy: how much of it is used today, or what it asks about."""

    title: str
    words: str
    value: float | None
    of: float

    @property
    def state(self) -> str:
        return "warning" if self.value is not None and self.value >= self.of else ""


def rows(client: Client, now: datetime) -> list[Row]:
    """Every automation that the active client may use, by title. The queries do not grow with them."""
    found = registry.offered(client)
    settings = {each.automation: each for each in Setting.objects.all()}
    last = Run.objects.order_by("automation", "-created_at").distinct("automation")
    last_at = dict(last.values_list("automation", "created_at"))
    tools = Tools(client, now)
    made = [_row(client, each, settings.get(each.slug), last_at.get(each.slug), tools) for each in found]
    return sorted(made, key=lambda row: str(row.automation.title))


def row(client: Client, automation: Automation, now: datetime) -> Row:
    """One of them."""
    setting = Setting.objects.of(automation.slug).first()
    last_at = Run.objects.of(automation.slug).newest_first().values_list("created_at", flat=True).first()
    return _row(client, automation, setting, last_at, Tools(client, now))


def offered_or_404(client: Client, slug: str) -> Automation:
    """The automation of an address; raises Http404 where `client` has none of this name."""
    found = registry.known(slug)
    if found is None or found not in registry.offered(client):
        raise Http404
    return found


def enabled(automation: Automation, setting: Setting | None) -> bool:
    """Is it on? Without a setting only where autonomy may use it from the start."""
    return on_from_start(automation) if setting is None else setting.enabled


def limits(client: Client, automation: Automation, now: datetime) -> list[Limit]:
    """What it may do alone, and how much of that the last day has used."""
    rules, use = policy.limits_of(client, automation.slug), policy.day_use(automation.slug, now)
    people, used, most = len(use.people), cents(use.cost_micros), rules.day_cost_cents
    of = _("%(used)s of %(most)s")
    words = of % {"used": formats.number(people), "most": formats.number(rules.batch)}
    found = [Limit(_("People in 24 hours"), words, people, rules.batch)]
    money = {"used": formats.money(used, client.currency), "most": formats.money(most, client.currency)}
    found.append(Limit(_("Spent in 24 hours"), of % money, used, most))
    if automation.risk == Risk.FINANCIAL:
        above = formats.money_round(rules.customer_value_cents, client.currency)
        found.append(Limit(_("Customer's worth"), _("asks above %(limit)s") % {"limit": above}, None, 1))
    if automation.risk == Risk.OPERATIONS:
        sure = formats.percent(rules.confidence / 100)
        found.append(Limit(_("Certainty"), _("asks below %(limit)s") % {"limit": sure}, None, 1))
    return found


def _row(
    client: Client, automation: Automation, setting: Setting | None, last_at: datetime | None, tools: Tools
) -> Row:
    initial = {name: field.initial for name, field in automation.Params.declared().items()}
    on = enabled(automation, setting)
    cron = setting.cron if setting and setting.enabled else ""
    return Row(
        automation=automation,
        is_on=on,
        by_default=setting is None,
        missing=[str(each.sentence) for each in all_missing(list(automation.needs), tools)],
        params=initial | (setting.params if setting else {}),
        next_at=Cron(cron).next(tools.now, client.zone) if cron else None,
        last_at=last_at,
        follows=_follows(automation.triggers),
    )


def _follows(triggers: Sequence[object]) -> str:
    """What starts it beside a person and a schedule."""
    for each in triggers:
        if isinstance(each, After) and (first := registry.known(each.automation)):
            return _("follows each finished run of “%(title)s”") % {"title": first.title}
        if isinstance(each, On):
            return str(EVENTS.get(each.event, _("starts with each event “%(event)s”") % {"event": each.event}))
    return ""
