"""Switching an automation on and off, its parameters, schedule and policy."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import events
from automations import policy, registry
from automations.base import Automation
from automations.models import Policy, Setting
from automations.services import releasing
from automations.services.starting import checked_params
from automations.triggers import Daily, Weekly
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User


@transaction.atomic
def switch(
    slug: str, enabled: bool, by: User | None, params: Mapping[str, Any] | None = None, *, cron: str | None = None
) -> Setting:
    """Switch on (with a schedule, where one is declared or given) or off.

    Off stops what was planned and has not left; on lets it go on. Raises Refused when `by` may
    not, for bad parameters or a bad schedule, and for switching on what lacks something.
    """
    client = context.current()
    if by is not None:
        access.require(by, client, access.Verb.OPERATE)
    automation = registry.get_for(client, slug)
    if enabled and (missing := automation.health().missing):
        raise Refused(_("Not ready: %(missing)s") % {"missing": " ".join(missing)}, code="not_ready")
    setting = Setting.objects.select_for_update().of(slug).first() or Setting(automation=slug)
    setting.params = checked_params(automation, params)
    if cron is not None or not setting.pk:
        setting.cron = declared_cron(automation) if cron is None else cron
    if setting.enabled and not enabled:
        setting.switched_off_at = clock.now()
    setting.enabled = enabled
    setting.save()
    _schedule(setting)
    if enabled:
        releasing.resume_parked(["switched_off"], automation=slug)
    ledger.write("automation.switched_on" if enabled else "automation.switched_off", setting, by=by)
    return setting


@transaction.atomic
def set_policy(slug: str, *, by: User, **limits: int) -> Policy:
    """Set when an automation asks (`customer_value_cents`, `batch`, `day_cost_cents`, `confidence`).

    What is not named keeps its value, at first the market's. Raises Refused when `by` may not.
    """
    client = context.current()
    access.require(by, client, access.Verb.MANAGE)
    registry.get_for(client, slug)
    row = policy.limits_of(client, slug)
    for name, value in limits.items():
        if name not in ("customer_value_cents", "batch", "day_cost_cents", "confidence") or value < 0:
            raise Refused(_("A limit is a positive number of a known kind."), code="bad_limit")
        setattr(row, name, value)
    row.save()
    ledger.write("policy.set", row, by=by)
    return row


def declared_cron(automation: Automation) -> str:
    """The schedule an automation declares; empty when nothing but a person or an event starts it."""
    times = [each.cron for each in automation.triggers if isinstance(each, Daily | Weekly)]
    return times[0] if times else ""


def _schedule(setting: Setting) -> None:
    key = f"automation:{setting.automation}"
    if setting.enabled and setting.cron:
        events.schedules.put(key, setting.cron, "automations.start", {"automation": setting.automation})
    else:
        events.schedules.remove(key)
