"""What autonomy looks at before it decides: the client, its readings and goals, one automation's runs."""

from datetime import datetime

from automations.autonomy import recording
from automations.autonomy.conditions import COOL_DOWN, Answered, Standing, World
from automations.base import Automation
from automations.models import DecisionRecord, Run, Setting
from integrations import costs
from sensors import goals, matrix
from sensors.sectors import Sector
from tenants import context, switches
from tenants.models import Client


def look(now: datetime) -> World:
    """The active client at `now`. Its state is read again: the one at hand may be hours old."""
    client = context.current()
    state = Client.objects.values_list("state", flat=True).get(pk=client.pk)
    return World(
        now=now,
        client_state=state,
        client_active=state == Client.State.ACTIVE,
        paused_here=switches.paused(client),
        paused_everywhere=switches.paused(None),
        sectors=matrix.acting(now),
        goals=goals.acting(now),
        budget_left=not costs.over_budget(0),
        answered=answered(now),
    )


def answered(now: datetime) -> dict[Sector, Answered]:
    """By sector what autonomy started for it that is not over, or not long enough ago for an effect to show."""
    acted = DecisionRecord.objects.acted()
    going = acted.filter(trace_id__in=Run.objects.unfinished().values("trace_id"))
    lately = (acted.filter(at__gt=now - COOL_DOWN) | going).order_by("at")
    return {
        sector: Answered(record.automation, record.at) for record in lately for sector in recording.sectors_of(record)
    }


def standing(automation: Automation) -> Standing:
    """How `automation` stands at the active client now."""
    setting = Setting.objects.of(automation.slug).first()
    own = DecisionRecord.objects.acted().of_automation(automation.slug)
    return Standing(
        enabled=on_from_start(automation) if setting is None else setting.enabled,
        by_default=setting is None,
        open_runs=open_runs(automation),
        last_acted_at=own.newest_first().values_list("at", flat=True).first(),
        lacks=automation.health().missing,
    )


def on_from_start(automation: Automation) -> bool:
    """May autonomy use it before anybody switched it on or off?

    So it is where the automation says it for the client's vertical: what passes its limits is
    approved by a person first, and the decision says that nobody switched it on.
    """
    return context.current().vertical in automation.on_from_start


def open_runs(automation: Automation) -> int:
    """Runs of it, and runs that followed from those autonomy started, that are not over."""
    traces = DecisionRecord.objects.acted().of_automation(automation.slug).values("trace_id")
    unfinished = Run.objects.unfinished()
    followed = unfinished.filter(trace_id__in=traces, parent_id__isnull=False)
    return (unfinished.of(automation.slug) | followed).count()
