"""The loop closed without a person at the keyboard, and proof that it did.

Each step states what must hold and raises NotClosed when it does not, so that the demonstration
cannot end well by accident.
"""

import os
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import reviews
from automations import outcomes
from automations.autonomy import render, tick
from automations.models import Action, DecisionRecord, Run
from automations.trace import trace
from crm import demo
from crm.models import Contact
from events import sealer
from integrations import mail
from reviews.models import Review
from surfaces.local import loop, words
from tenants import clock
from tenants.models import Client, User

TRACE = (
    "reading",
    "pressure",
    "gap",
    "decision",
    "directive",
    "critic",
    "dry_run",
    "plan",
    "review",
    "effect",
    "outcome",
)
"""The kinds of step that a closed loop has, in their order; the reading comes again before the outcome."""

MORNING, NOON = time(10, 0), time(12, 0)
Say = Callable[..., None]


class NotClosed(RuntimeError):
    """The loop did not close; the sentence says where."""


def expect(holds: bool, sentence: str) -> None:
    if not holds:
        raise NotClosed(sentence)


def start_clock() -> None:
    """Make the clock file before anything asks for the time."""
    clock.move(clock_file(), timedelta())


def to_morning(zone: ZoneInfo) -> None:
    """Set the clock of all processes to the next ten o'clock there, unless it is morning already."""
    now = clock.now().astimezone(zone)
    if MORNING <= now.time() < NOON:
        return
    today = datetime.combine(now.date(), MORNING, zone)
    move_to(today if now <= today else today + timedelta(days=1))


def move_to(moment: datetime) -> None:
    """Set the clock of all processes to `moment`."""
    ahead = moment - clock.now()
    clock.move(clock_file(), clock.offset() + ahead)


def clock_file() -> Path:
    return Path(os.environ["CLOCK_FILE"])


class Demonstration:
    """One shop's way through the loop; `say` takes lines for the terminal."""

    def __init__(self, client: Client, say: Say) -> None:
        self.client = client
        self.say = say
        self.review: Review | None = None
        self.buyer = 0
        self.second_due = clock.now()

    def first_turn(self) -> list[str]:
        """Sense, decide, plan, dry-run; something risky waits afterwards."""
        turned = loop.turn(self.client)
        self.review = next(iter(turned.waiting), None)
        expect(self.review is not None, f"Nothing waits for a decision at {self.client.name}.")
        with self.client.active():
            return list(words.turn_lines(turned))

    def actions(self) -> list[Action]:
        """Everything that was asked for, in its order, as it stands now."""
        assert self.review is not None
        with self.client.active():
            return list(Action.objects.filter(review_id=self.review.pk).order_by("position"))

    def decide(self, approver: User) -> None:
        """Approve everything that waits, as the admin does; what is due now leaves, once each."""
        assert self.review is not None
        before = len(mail.mailbox(self.client))
        expect(reviews.approve(self.review, by=approver, digest=self.review.digest), "The plan could not be approved.")
        loop.settle(self.client)
        sent = [
            action for action in self.actions() if action.kind == "send_email" and action.state == Action.State.DONE
        ]
        fresh = len(mail.mailbox(self.client)) - before
        expect(bool(sent), "No e-mail left after the approval.")
        expect(fresh == len(sent), f"{len(sent)} e-mails are recorded as sent, {fresh} are in the mailbox.")
        self.say(f"{self.client.name}: approved by {approver.name}, {len(sent)} e-mails left, each once")

    def buy(self) -> None:
        """One customer whose second step is still open buys."""
        later = [action for action in self.actions() if action.state == Action.State.RELEASED]
        expect(bool(later), "No later step was released.")
        step = min(later, key=lambda action: (action.due_at, action.position))
        self.buyer = step.contact_id or 0
        self.second_due = max(action.due_at for action in later if action.due_at.date() == step.due_at.date())
        with self.client.active():
            demo.place_order(self.client, Contact.objects.get(pk=self.buyer), clock.now())
        self.say(f"{self.client.name}: one of the customers written to has bought since")

    def second_step(self) -> None:
        """After its day: the buyer's step was skipped, others got theirs."""
        loop.settle(self.client)
        second = [action for action in self.actions() if action.due_at.date() == self.second_due.date()]
        skipped = [action for action in second if action.state == Action.State.SKIPPED]
        bought = [action for action in skipped if action.contact_id == self.buyer]
        expect(bool(bought), "The customer who bought was written to again.")
        done = sum(action.state == Action.State.DONE for action in second)
        expect(done > 0, "Nobody got the second step.")
        self.say(f"{self.client.name}: second step, {done} sent, {len(skipped)} skipped ({bought[0].reason})")

    def whole_trace(self) -> None:
        """Every step from the reading to the outcome stands under one id, in order."""
        assert self.review is not None
        with self.client.active():
            run = Run.objects.get(pk=self.review.subject_id)
            steps = trace(run)
            shares = Run.objects.traced(run.trace_id).count()
        kinds = [step.kind for step in steps]
        missing = [kind for kind in TRACE if kind not in kinds]
        expect(not missing, f"The trace lacks: {', '.join(missing)}.")
        told = [step.kind for step in steps if step.kind in TRACE]
        order = list(dict.fromkeys(told))
        expect(order == list(TRACE), f"The trace is out of order: {', '.join(order)}.")
        again = [step for step in steps if step.phase == "learned" and step.kind == "reading"]
        expect(bool(again), "What made it start was not read again.")
        self.say(f"{self.client.name}: trace {run.trace_id}, {shares} runs")
        self.say(*(f"  {step.phase:8} {step.kind:10} {step.title}: {step.text}" for step in steps))

    def nothing_twice(self) -> None:
        """A second look does nothing, and says why."""
        with self.client.active():
            decisions = tick()
            why = [render.why(one) for one in decisions]
        expect(bool(decisions), "The second tick left no record.")
        expect(all(one.outcome == DecisionRecord.Outcome.NOTHING for one in decisions), "The second tick acted again.")
        expect(all(why), "The second tick gave no reason.")
        self.say(f"{self.client.name}: a second look does nothing", *(f"  {sentence}" for sentence in why))
        loop.settle(self.client)

    def effect_is_honest(self) -> None:
        """What is known of the effect so far; nothing is claimed before its time."""
        with self.client.active():
            for run in Run.objects.filter(actions__kind="send_email").distinct():
                outcome = outcomes.outcome(run)
                expect(outcome.state not in ("helped", "hurt"), "An effect was claimed before its window ended.")
                people = f"{outcome.treated.people} written to, {outcome.held_out.people} left without"
                self.say(f"{self.client.name}: effect so far {outcome.state}; {people}")


def ledger() -> None:
    """Every entry is sealed and unbroken."""
    sealer.seal()
    faults = [fault for chain in sealer.chains() if (fault := sealer.verify(chain))]
    expect(not faults, f"The ledger is broken: {faults}")
