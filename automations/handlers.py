"""The jobs of this layer, and what it does when something happens."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

import events
from automations import codes, execution, registry, services
from automations.actions import kind
from automations.actions.tag_contact import TagContact
from automations.autonomy import handlers as _autonomy  # noqa: F401  (registers its own)
from automations.claim import halt
from automations.directives import handlers as _directives  # noqa: F401  (registers its own)
from automations.models import Action, Run, Setting
from automations.services import effects, forgetting, giving_back, simulating, trusting
from automations.services.deciding import drop_waiting
from automations.triggers import After, On
from events import Work
from events.scalars import Scalar
from tenants import clock
from tenants.models import Client

SCHEDULED = UUID("5b0e4a52-6d0f-4d0b-9a1c-6a4a8d1d6f10")
"""Namespace of the runs that schedules and events start: one per job, whatever is repeated."""


@events.handler("automations.plan", max_attempts=5, lease_s=300)
def plan(work: Work) -> None:
    """Plan a run whose first planning was cut short; one that is planned is left alone."""
    services.plan_run(UUID(work.args["run_id"]))


def explain(work: Work) -> str:
    """What the job would do now, in words; shown by the dry run of a dead job."""
    action = Action.objects.select_related("run").get(pk=UUID(work.args["action_id"]))
    shown = kind(action.kind).show(action)
    with transaction.atomic():  # the checks hold locks while they look
        held = halt(action, work.client, clock.now())
    return f"{action.state}: {shown.title}, {shown.detail}" + (f" ({held.code})" if held else "")


@events.handler("automations.act", max_attempts=execution.MAX_ATTEMPTS, lease_s=240, explain=explain)
def act(work: Work) -> None:
    """One external effect, step by step."""
    execution.act(UUID(work.args["action_id"]), last_attempt=work.attempt >= execution.MAX_ATTEMPTS)


@events.handler("automations.apply", atomic=True)
def apply(work: Work) -> None:
    """One effect inside this database, in one transaction with its result: exactly once."""
    execution.apply(UUID(work.args["action_id"]))


@events.handler(codes.TAKE_BACK, explain=lambda work: _("Deletes an unused discount code at the shop."))
def take_code_back(work: Work) -> None:
    """The message that was to give a code will never leave: the code goes too, once it is known whether it was made."""
    giving_back.take_back(UUID(work.args["action_id"]))


@events.handler("automations.start", lease_s=300)
def start(work: Work) -> None:
    """A schedule's slot, or an event, starts an automation with its settings."""
    run_id = uuid5(SCHEDULED, f"{work.client.pk}/{work.job_id}")
    services.start_run(work.args["automation"], trigger="schedule", run_id=run_id)


@events.cron("automations.review_limits", "30 6 * * *")
def review_limits(work: Work) -> None:
    """Once a day: what automations have earned, and what speaks against it since."""
    trusting.review_limits()


@events.subscribe("address.complained", atomic=True)
def complained(work: Work) -> None:
    """Somebody complained: what lately wrote to that address has lost what it had earned."""
    if _subject(work).isdecimal():
        trusting.complained(int(_subject(work)))


@events.subscribe("run.finished", when=lambda data: data.get("state") == "done", lease_s=300)
def run_done(work: Work) -> None:
    """What a run did is done: what made it start is read again, and its outcome is judged, now and when it is due."""
    effects.look_again(UUID(_subject(work)))


@events.subscribe("review.approved", atomic=True)
def let_go(work: Work) -> None:
    """A day after the first effects of what was approved, the same is looked at; a series takes longer to end."""
    about = work.event.data if work.event is not None else {}
    if about.get("kind") == "run" and (run_id := about.get("subject_id")):
        events.enqueue(
            "automations.look_again", {"run_id": str(run_id)}, due_at=clock.now() + effects.AGAIN, key=f"look:{run_id}"
        )


@events.handler("automations.look_again", lease_s=300)
def look_again(work: Work) -> None:
    effects.look_again(UUID(work.args["run_id"]))


@events.handler("automations.judge", lease_s=300)
def judge(work: Work) -> None:
    """The time over which a run's effect is compared has come."""
    effects.judge(UUID(work.args["run_id"]))


SIMULATION_ATTEMPTS = 3


@events.handler("automations.simulate", max_attempts=SIMULATION_ATTEMPTS, lease_s=300)
def simulate(work: Work) -> None:
    """Replay an automation over the past; what breaks it off for good is said on its page."""
    simulation_id = UUID(work.args["simulation_id"])
    try:
        simulating.run_simulation(simulation_id, alive=work.extend)
    except events.LeaseLost:
        raise
    except Exception:
        if work.attempt >= SIMULATION_ATTEMPTS:
            simulating.fail(simulation_id, _("It broke off several times; the log says where."))
        raise


def _is_followed(data: Mapping[str, Scalar]) -> bool:
    """Does anything start after this run? Most have no follower, and need no job that finds so."""
    return data["state"] == Run.State.DONE and bool(registry.following(str(data["automation"])))


@events.subscribe("run.finished", when=_is_followed, lease_s=300)
def follow_up(work: Work) -> None:
    """Start the runs that follow a finished one: one per automation, for all it tagged."""
    run = Run.objects.filter(pk=_subject(work)).first()
    if run is None or run.state != Run.State.DONE:
        return
    for automation, after in registry.following(run.automation):
        tagged = _tagged(run, after)
        if tagged and not Setting.objects.of(automation.slug).filter(switched_off_at__isnull=False, enabled=False):
            services.start_run(automation.slug, {after.into: {"contacts": tagged}}, trigger="event", parent=run)


@events.subscribe("review.expired", atomic=True)
def review_expired(work: Work) -> None:
    """Nobody decided in time: what waited is called off."""
    _drop(work)


@events.subscribe("review.voided", atomic=True)
def review_voided(work: Work) -> None:
    """The request was withdrawn: what waited is called off."""
    _drop(work)


@events.subscribe("switch.changed")
def switch_changed(work: Work) -> None:
    """A pause ended, here or everywhere: what waited goes on."""
    if work.event is None or work.event.data.get("paused"):
        return
    if work.owner is not None:
        services.resume_parked()
        return
    for client in Client.objects.running():
        with client.active():
            services.resume_parked()


@events.subscribe("client.resumed", atomic=True)
def client_resumed(_work: Work) -> None:
    """The client is active again: what waited goes on."""
    services.resume_parked()


@events.subscribe("connection.changed", when=lambda data: data.get("state") == "connected", atomic=True)
@events.subscribe("shop.imported", atomic=True)
def service_back(_work: Work) -> None:
    """What an automation stands on works again, or there is another way: what waited for it goes on."""
    services.resume_parked(["service_lost"])


@events.subscribe("contact.erased", atomic=True)
def contact_erased(work: Work) -> None:
    """A person is forgotten here too."""
    if _subject(work).isdecimal():
        forgetting.forget_contact(int(_subject(work)))


def start_on_event(work: Work) -> None:
    """Start the automations that are switched on and declare this event."""
    if work.event is None:
        return
    switched_on = set(Setting.objects.switched_on().values_list("automation", flat=True))
    for automation in registry.started_by(work.event.type, work.event.data):
        if automation.slug in switched_on:
            run_id = uuid5(SCHEDULED, f"{work.client.pk}/{work.job_id}/{automation.slug}")
            params = automation.params_for(work.event)
            services.start_run(automation.slug, params, trigger="event", run_id=run_id)


for _type in sorted({each.event for one in registry.all() for each in one.triggers if isinstance(each, On)}):
    events.subscribe(_type, lease_s=300)(start_on_event)


def _subject(work: Work) -> str:
    return work.event.subject_id if work.event else ""


def _drop(work: Work) -> None:
    facts = work.event.data if work.event else {}
    if facts.get("kind") == "run":
        drop_waiting(UUID(facts["subject_id"]), UUID(facts["review_id"]))


def _tagged(run: Run, after: After) -> list[int]:
    done = Action.objects.filter(run=run, kind=TagContact.slug, state=Action.State.DONE, payload__tag=after.tagged)
    return [each for each in done.order_by("contact_id").values_list("contact_id", flat=True) if each is not None]
