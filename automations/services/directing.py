"""Taking an order in words, planning it without effect, and hearing the answer to its question."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

import events
from automations.directives.answering import answered
from automations.directives.conclusion import Conclusion, Tell, conclude, reading
from automations.directives.wish import Wish
from automations.models import DirectiveSession
from tenants import access, clock, context
from tenants.errors import Refused
from tenants.models import User

log = structlog.get_logger(__name__)

State = DirectiveSession.State
Door = DirectiveSession.Door
LONGEST = 4_000
"""Characters of a text that is kept; the reader takes far fewer for an order."""
MOST_ANSWERS = 3
AT_ONCE = 20
"""Orders of one client that are being planned at the same time."""


def direct(text: str, params: Mapping[str, Any] | None = None, *, by: User | None, door: Door) -> DirectiveSession:
    """Take an order and plan it now, in this process: a plan and dry run to confirm, a question, or a refusal.

    Nothing happens but that the session is kept. Raises Refused when `by` may not, and for a text
    that is none. Only a shell on the machine comes without `by`.
    """
    return plan(open_session(text, params, by=by, door=door).pk)


def request(text: str, *, by: User) -> DirectiveSession:
    """Take an order from the page and leave its planning to a job, so that the page shows how far it is."""
    with transaction.atomic():
        session = open_session(text, by=by, door=Door.PAGE)
        _leave_to_job(session)
    return session


def open_session(
    text: str,
    params: Mapping[str, Any] | None = None,
    *,
    by: User | None,
    door: Door,
    token_id: int | None = None,
    key: str = "",
    body_digest: str = "",
) -> DirectiveSession:
    """Keep an order that is not planned yet. With a `key` that is known, the session it was first used for."""
    may(by, door)
    said = readable(text)
    if DirectiveSession.objects.under_way().count() >= AT_ONCE:
        raise Refused(_("Many directives are being planned. Wait until one of them is done."), code="busy")
    values = {
        "text": said,
        "given": dict(params or {}),
        "language": translation.get_language() or "en",
        "door": door,
        "requested_by_id": by.pk if by else None,
        "token_id": token_id,
        "body_digest": body_digest,
        "created_at": clock.now(),
    }
    if not key:
        return DirectiveSession.objects.create(**values)
    with suppress(IntegrityError), transaction.atomic():
        return DirectiveSession.objects.create(key=key, **values)
    return DirectiveSession.objects.get(key=key)


def answer(session: DirectiveSession, text: str, *, by: User | None) -> DirectiveSession:
    """Answer the session's question and plan again, now."""
    _take_answer(session, text, by)
    return plan(session.pk)


def request_answer(session: DirectiveSession, text: str, *, by: User) -> DirectiveSession:
    """The same from the page: a job plans again."""
    with transaction.atomic():
        held = _take_answer(session, text, by)
        _leave_to_job(held)
    return held


def plan(session_id: UUID) -> DirectiveSession:
    """Plan a session that waits for it; again, after a crash, it begins anew. One that is planned is left alone."""
    session = DirectiveSession.objects.get(pk=session_id)
    if not session.is_under_way:
        return session
    session.stages = [each for each in session.stages if each["turn"] < session.turn or each["stage"] == "answer"]

    def tell(stage: str, **facts: Any) -> None:
        session.stage(stage, clock.now(), **facts)
        DirectiveSession.objects.under_way().filter(pk=session.pk).update(stages=session.stages)

    with translation.override(session.language):
        try:
            found = _concluded(session, tell)
        except Refused as problem:
            found = Conclusion(State.REFUSED, Wish("refuse"), "", None, problem.code, problem.sentence)
    keep(session, found, was=State.PLANNING)
    return session


def _concluded(session: DirectiveSession, tell: Tell) -> Conclusion:
    """What becomes of it; raises Refused where whoever gave it is gone."""
    client, by = context.current(), requester(session)
    if session.answers:
        before = " ".join([session.text, *session.answers[:-1]])
        wish = answered(before, Wish.read(session.wish), session.answers[-1], client)
    else:
        wish = reading(session.text, client)
    found = conclude(session.words, wish, session.given, client=client, by=by, tell=tell)
    if found.state == State.ASKING and session.turn >= MOST_ANSWERS:
        sentence = _("It did not become clear. Please give the directive anew, in one sentence.")
        return Conclusion(State.REFUSED, wish, found.automation, None, "unclear", sentence)
    return found


def keep(session: DirectiveSession, found: Conclusion, *, was: State) -> bool:
    """Store what was concluded, unless the session is no longer as it was."""
    ended = {State.ASKING: "question", State.REFUSED: "refusal", State.SHOWN: "shown", State.READY: "ready"}
    session.stage(ended[found.state], clock.now(), code=found.code, sentence=found.sentence)
    session.state, session.automation, session.wish = found.state, found.automation, found.wish.stored()
    session.plan, session.code, session.sentence = found.plan, found.code, found.sentence
    session.planned_at = clock.now()
    names = ("state", "automation", "wish", "plan", "code", "sentence", "planned_at", "stages")
    values = {name: getattr(session, name) for name in names}
    done = DirectiveSession.objects.filter(pk=session.pk, state=was).update(**values)
    log.info("directive.concluded", session=str(session.pk), state=str(found.state), code=found.code, by=found.wish.by)
    return bool(done)


def fail(session_id: UUID) -> None:
    """Planning broke off for good: say so."""
    session = DirectiveSession.objects.under_way().filter(pk=session_id).first()
    if session is not None:
        with translation.override(session.language):
            sentence = _("It broke off several times; the log says where.")
        keep(session, Conclusion(State.REFUSED, Wish("refuse"), "", None, "plan_failed", sentence), was=State.PLANNING)


def may(by: User | None, door: str) -> None:
    """Raise Refused unless `by` may give orders here; only a shell on the machine may without a name."""
    if by is not None:
        access.require(by, context.current(), access.Verb.OPERATE)
    elif door != Door.COMMAND:
        raise Refused(_("Your role does not allow this. Ask an owner or an administrator."), code="not_allowed")


def requester(session: DirectiveSession) -> User | None:
    """Who gave it; raises Refused where that account is gone."""
    if session.requested_by_id is None and session.door == Door.COMMAND:
        return None
    person = User.objects.filter(pk=session.requested_by_id or 0).first()
    if person is None:
        raise Refused(_("Whoever gave this directive has no account any more."), code="not_allowed")
    return person


def readable(text: str) -> str:
    """The text, where it is one; raises Refused."""
    if len(text) > LONGEST:
        raise Refused(_("This is too long for one order. Can you say it in one or two sentences?"), code="too_long")
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused(_("This text has signs that cannot be read."), code="bad_text")
    return text.strip()


@transaction.atomic
def _take_answer(session: DirectiveSession, text: str, by: User | None) -> DirectiveSession:
    may(by, session.door)
    said = readable(text)
    held = DirectiveSession.objects.select_for_update().get(pk=session.pk)
    if held.state != State.ASKING:
        raise Refused(_("There is no open question any more. Look at the directive again."), code="over")
    held.answers = [*held.answers, said]
    held.state = State.PLANNING
    held.stage("answer", clock.now(), text=said, by=by.pk if by else None)
    held.save(update_fields=["answers", "state", "stages"])
    return held


def _leave_to_job(session: DirectiveSession) -> None:
    events.enqueue("automations.direct", {"session_id": str(session.pk)}, key=f"direct:{session.pk}:{session.turn}")
