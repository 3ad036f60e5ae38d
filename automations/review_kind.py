"""Reviews of runs: how they are shown, what they cover, and what a decision does."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import reviews
from automations import actions as action_kinds
from automations import guards, moments, plan_items, registry
from automations.models import Action, Run
from automations.services import deciding
from integrations.models import MICROS_PER_CENT
from reviews import reasons
from reviews.models import Decision, Review
from reviews.rendering import Check, RenderedAction, RenderedMessage, RenderedReview
from tenants import clock, switches

KIND = "run"


def register() -> None:
    """Called once, when Django is ready."""
    plan_items.register_sentences()
    reviews.register_kind(
        KIND,
        render=render,
        digests=digests,
        still_valid=still_valid,
        decided=decided,
        label=label,
        message=message,
    )


def render(review: Review) -> RenderedReview:
    """Each action that asks, exactly as it will happen, then those that were left out, with the reason."""
    run = Run.objects.get(pk=review.subject_id)
    covered = list(Action.objects.filter(review_id=review.pk).select_related("run").order_by("position"))
    people = len({each.contact_id for each in covered})
    return RenderedReview(
        title=_("%(title)s: %(did)s") % {"title": label(review), "did": effects(covered)},
        lead=_lead(run, people),
        why=reasons.sentences(review.reasons),
        rows=[rendered(action) for action in covered],
        checks=_checks(run, covered, review),
        effects=effects(covered),
        cost_cents=-(-sum(each.cost_micros for each in covered) // MICROS_PER_CENT),
    )


def rendered(action: Action) -> RenderedAction:
    """One stored action as pages show it; a series' steps share their contact."""
    shown = action_kinds.kind(action.kind).show(action)
    tags = [*shown.tags, *guards.labels(action.guards)]
    if action.asks and (action.value_cents or 0) > 0 and "customer_value" in action.asks:
        tags.append(_("value above the limit"))
    return RenderedAction(
        id=action.pk,
        title=shown.title,
        detail=shown.detail,
        tags=tags,
        kind=action.kind,
        message=shown.message,
        payload_json=json.dumps(action.payload, indent=2, ensure_ascii=False, sort_keys=True),
        due_at=action.due_at,
        amount_cents=action.value_cents or 0,
        group=f"contact-{action.contact_id}" if action.is_communication else "",
    )


def message(review: Review, action_id: UUID) -> RenderedMessage | None:
    """The message of one covered action; None where there is none."""
    action = Action.objects.filter(review_id=review.pk, pk=action_id).select_related("run").first()
    return action_kinds.kind(action.kind).show(action).message if action else None


def digests(review: Review) -> dict[UUID, str]:
    """Computed anew from the stored actions, so that no change goes unseen."""
    return deciding.waiting_digests(review.pk)


def still_valid(review: Review) -> str | None:
    """Why what waits must not be approved any more: a new version, or a run that has ended."""
    run = Run.objects.filter(pk=review.subject_id).first()
    automation = registry.known(review.automation)
    if automation is None or str(automation.version) != review.version:
        return "version_changed"
    if run is None or run.is_over:
        return "run_cancelled"
    return None


def decided(review: Review, decision: Decision, note: str) -> None:
    """Release what was ticked, reject the rest."""
    deciding.carry_out(review, decision, note)


def label(review: Review) -> str:
    """The automation's title."""
    automation = registry.known(review.automation)
    return str(automation.title) if automation else review.automation


def effects(actions: Sequence[Action]) -> str:
    """What the button promises: "37 e-mails"."""
    messages = sum(action.is_communication for action in actions)
    if messages == len(actions):
        return ngettext("%(number)d e-mail", "%(number)d e-mails", messages) % {"number": messages}
    return ngettext("%(number)d action", "%(number)d actions", len(actions)) % {"number": len(actions)}


def _lead(run: Run, people: int) -> str:
    start = ngettext("To %(people)d person.", "To %(people)d people.", people) % {"people": people}
    left_out = sum(each["people"] for each in run.left_out)
    held_out = run.actions.filter(state=Action.State.HELD_OUT).values("contact_id").distinct().count()
    parts = [start, _("Nothing of it has happened. What you tick is what runs, unchanged and once.")]
    if left_out:
        parts.append(ngettext("%(n)d person is left out.", "%(n)d people are left out.", left_out) % {"n": left_out})
    if held_out:
        parts.append(
            ngettext(
                "%(n)d is left without a message, to compare with.",
                "%(n)d are left without a message, to compare with.",
                held_out,
            )
            % {"n": held_out}
        )
    return " ".join(parts)


def _checks(run: Run, covered: Sequence[Action], review: Review) -> list[Check]:
    """What is looked at now and again before each action."""
    paused = switches.paused(review.client)
    pause = Check(_("Pause"), "warning" if paused else "ok", _("everything is paused") if paused else _("not paused"))
    checks = [pause]
    for each in run.left_out:
        named = ngettext("%(n)d person left out", "%(n)d people left out", each["people"]) % {"n": each["people"]}
        checks.append(Check(reasons.sentence({"code": each["code"]}), "warning", named))
    late = [action for action in covered if action.due_at < clock.now()]
    if any(action.is_communication for action in covered):
        at = min(action.due_at for action in covered)
        text = _("at once when approved") if late else _("from %(at)s on") % {"at": moments.moment(at)}
        checks.append(Check(_("First message"), "ok", text))
        again = _("pass now; checked again before each message")
        checks.append(Check(_("Consent, quiet hours, frequency"), "ok", again))
    return checks
