"""Why a run happened and what came of it, step by step, each with its source and its time."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from automations import actions, fact_words, moments, registry
from automations.autonomy import told
from automations.directives import steps as directive_steps
from automations.models import Action, DecisionRecord, DirectiveSession, Run
from automations.outcome_words import sentence as outcome_sentence
from automations.outcome_words import state_mark
from automations.outcomes import outcome
from automations.trace_step import TraceStep
from reviews import reasons
from reviews.models import Decision, Review
from sensors import metrics
from sensors import registry as sensor_registry
from sensors.models import Goal, Reading
from tenants import clock


def trace(run: Run) -> list[TraceStep]:
    """From the reading that started it to what is known of its effect, for the whole trace of runs."""
    decision = DecisionRecord.objects.acted().filter(trace_id=run.trace_id).order_by("at").first()
    family = list(Run.objects.traced(run.trace_id))
    steps = [*_sensed(decision), *_decided(decision, run)]
    for each in family:
        steps += _planned(each)
    for each in family:
        steps += _asked(each)
    for each in family:
        steps += _acted(each)
    steps += _read_again(decision)
    for each in family:
        steps += _learned(each)
    return steps


def title_of(run: Run) -> str:
    """The automation's title, also when it has left the catalogue."""
    automation = registry.known(run.automation)
    return str(automation.title) if automation else run.automation


def _kind(slug: str) -> str:
    """A kind of action as people call it, also when it has left the code."""
    found = {kind.slug: kind for kind in actions.kinds()}.get(slug)
    return str(found.title) if found else slug


def _sensed(decision: DecisionRecord | None) -> list[TraceStep]:
    if decision is None:
        return []
    steps = []
    reading = Reading.objects.filter(pk__in=[decision.reading_id]).first()
    if reading is not None:
        steps.append(_reading(reading))
    goal = Goal.objects.filter(pk__in=[decision.goal_id]).first()
    if goal is not None:
        declared = metrics.all().get(goal.metric)
        metric = declared[0].title if declared else goal.metric
        text = _("Goal for %(metric)s: %(target)g.") % {"metric": metric, "target": goal.target}
        steps.append(TraceStep("sensed", "goal", _("Goal"), text, "ok", goal.created_at, _("set by a person")))
    return [*steps, *told.causes(decision)]


def _reading(reading: Reading) -> TraceStep:
    sensor = sensor_registry.known(reading.sensor)
    title = str(sensor.title) if sensor else reading.sensor
    level = "" if reading.pressure is None else _("Pressure %(level).0f of 100.") % {"level": reading.pressure}
    source = f"{reading.source_words or reading.sensor} · {reading.latency_ms} ms"
    return TraceStep(
        "sensed", "reading", title, f"{level} {reading.reason}".strip(), reading.status, reading.at, source
    )


def _decided(decision: DecisionRecord | None, run: Run) -> list[TraceStep]:
    if decision is None:
        who = Run.Trigger(run.trigger).label
        text = _("Started by %(who)s.") % {"who": who}
        said = DirectiveSession.objects.traced(run.trace_id).first()
        if said is not None:
            return directive_steps.steps(said)
        return [TraceStep("decided", "start", _("Start"), text, "ok", run.created_at, _("run"))]
    cause = DecisionRecord.Cause(decision.cause).label
    steps = [
        TraceStep(
            "decided", "decision", _("Decision"), str(cause), "ok", decision.at, _("decided by autonomy"), decision.tree
        )
    ]
    if decision.directive:
        written = _("written by autonomy")
        steps.append(TraceStep("decided", "directive", _("Directive"), decision.directive, "ok", decision.at, written))
    return [*steps, *told.checks(decision)]


def _planned(run: Run) -> list[TraceStep]:
    """What was planned, on what it rests, and whom it leaves out."""
    if run.planned_at is None:
        return [
            TraceStep("decided", "plan", title_of(run), _("Is being planned."), "running", run.created_at, _("run"))
        ]
    kinds = Counter(run.actions.values_list("kind", flat=True))
    parts = [", ".join(f"{number} × {_kind(kind)}" for kind, number in sorted(kinds.items())) or _("No action.")]
    parts += [reasons.sentence(reason) for reason in run.reasons]
    parts += [f"{reasons.sentence({'code': each['code']})} ({each['people']})" for each in run.left_out]
    if run.note and run.state == Run.State.REFUSED:
        parts.append(run.note)
    state = "error" if run.state in (Run.State.REFUSED, Run.State.FAILED) else "ok"
    version = _("version %(version)s") % {"version": run.version}
    source = " · ".join(part for part in (version, fact_words.basis(run.facts)) if part)
    return [TraceStep("decided", "plan", title_of(run), " · ".join(parts), state, run.planned_at, source)]


def _asked(run: Run) -> list[TraceStep]:
    review = Review.objects.filter(pk=run.review_id).first() if run.review_id else None
    if review is None:
        return []
    why = " ".join(reasons.sentences(review.reasons))
    title = _("A person has to decide") if review.waits else _("A person had to decide")
    mark = "waiting" if review.waits else "ok"
    asked = TraceStep("asked", "review", title, why, mark, review.created_at, _("policy"))
    decision = Decision.objects.select_related("by").filter(review=review).first()
    if decision is None:
        open_still = _("Nobody has decided yet; nothing of it has happened.")
        text = open_still if review.waits else reasons.sentence({"code": review.closed_code})
        step = TraceStep("asked", "decision", title_of(run), text, review.state, review.decided_at, _("review"))
        return [asked, step]
    text = _("%(who)s: %(ticked)d of %(all)d approved.") % {
        "who": decision.by.name or decision.by.email,
        "ticked": len(decision.actions),
        "all": review.effects,
    }
    digest = _("digest %(digest)s") % {"digest": decision.digest[:16]}
    return [asked, TraceStep("asked", "decision", title_of(run), text, review.state, decision.at, digest)]


def _acted(run: Run) -> list[TraceStep]:
    """One step per kind of action: how many are in which state, and when the last one happened."""
    steps = []
    for kind in sorted(set(run.actions.values_list("kind", flat=True))):
        rows = run.actions.filter(kind=kind)
        counts = Action.objects.filter(run=run, kind=kind).counts()
        words = [
            _("%(state)s: %(number)d") % {"state": Action.State(state).label, "number": counts[state]}
            for state in Action.State.values
            if state in counts
        ]
        last = rows.exclude(done_at=None).order_by("-done_at").values_list("done_at", flat=True).first()
        title = f"{title_of(run)}: {_kind(kind)}"
        steps.append(TraceStep("acted", "effect", title, ", ".join(words), _mark(counts), last, _("actions")))
    return steps


def _mark(counts: dict[str, int]) -> str:
    if counts.get("unknown") or counts.get("failed"):
        return "warning"
    if counts.get("waiting"):
        return "waiting"
    return "running" if counts.get("released") or counts.get("sending") else "ok"


def _read_again(decision: DecisionRecord | None) -> list[TraceStep]:
    """What the sensor behind the decision found after the effects, beside what it had found before."""
    before = Reading.objects.filter(pk__in=[decision.reading_id]).first() if decision else None
    if decision is None or before is None:
        return []
    after = Reading.objects.of(before.sensor).filter(trace_id=decision.trace_id, pk__gt=before.pk)
    return [_beside(each, before) for each in after.order_by("-id")[:1]]


def _beside(reading: Reading, before: Reading) -> TraceStep:
    step = _reading(reading)
    text = step.text
    if reading.pressure is not None and before.pressure is not None:
        text = _("Pressure %(level).0f of 100; it was %(before).0f. One figure alone proves no effect.") % {
            "level": reading.pressure,
            "before": before.pressure,
        }
    return replace(step, phase="learned", title=_("Read again: %(sensor)s") % {"sensor": step.title}, text=text)


def _learned(run: Run) -> list[TraceStep]:
    """What is known of the effect; nothing for runs that reach no contact."""
    found = outcome(run)
    if found.code == "not_measured":
        return []
    source = ""
    if found.source_at is not None:
        source = f"{fact_words.source(found.source)} · {moments.moment(found.source_at)}"
    text = outcome_sentence(found)
    compared = ngettext("compared with %(n)d person", "compared with %(n)d people", found.held_out.people)
    title = _("Effect, %(compared)s") % {"compared": compared % {"n": found.held_out.people}}
    return [TraceStep("learned", "outcome", title, text, state_mark(found.state), clock.now(), source)]
