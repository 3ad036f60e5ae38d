"""`POST /api/directive`: an order in words from an outside program, planned, and started where it says so."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from automations.directives.told import as_json
from automations.models import DirectiveSession
from automations.services import confirming, directing
from surfaces.rest.bodies import Unreadable, read_object
from tenants.doors import token_door
from tenants.errors import Refused
from tenants.models import ApiToken
from tenants.problems import problem

State = DirectiveSession.State
NAMES = {"text": str, "params": dict, "confirm": bool, "session": str}
LONGEST_KEY = 100
FORBIDDEN = frozenset({"not_allowed", "agency_only"})
NOT_NOW = frozenset({
    "budget_reached", "client_not_active", "forgotten", "not_built", "not_ready", "paused", "plan_failed",
    "changed", "outdated", "over", "busy",
})  # fmt: skip
"""Refusals that the same request may not meet tomorrow; every other code is one of the text itself."""


@dataclass(frozen=True)
class Order:
    """A new order (`text`, with `params` beside it), or more about an earlier one (`session`)."""

    text: str | None
    params: dict[str, Any]
    confirm: bool
    session: UUID | None


@token_door("directives")
def directive(request: HttpRequest) -> HttpResponse:
    """Take an order, an answer to its question, or a confirmation. 200: planned, nothing happened. 202: started."""
    if request.method != "POST":
        answer = problem(405, "post_only", _("Directives are posted."))
        answer["Allow"] = "POST"
        return answer
    token: ApiToken = request.token  # type: ignore[attr-defined]
    try:
        order = _order(read_object(request))
        session = _earlier(order, order.session, token) if order.session else _new(order, token, request)
        if order.confirm and session.state == State.READY:
            session = confirming.confirm(session, by=token.created_by)
    except Unreadable as unreadable:
        return unreadable.answer
    except Refused as refused:
        return problem(_status(refused.code), refused.code, refused.sentence)
    return _told(session)


def _order(body: dict[str, Any]) -> Order:
    unknown = [name for name in body if name not in NAMES]
    wrong = [name for name, value in body.items() if name in NAMES and not isinstance(value, NAMES[name])]
    if unknown or wrong:
        sentence = _("Not understood: %(names)s. Known are: text, params, confirm, session.")
        raise Unreadable(422, "bad_body", sentence % {"names": ", ".join(each[:40] for each in [*unknown, *wrong])})
    try:
        session = UUID(body["session"]) if "session" in body else None
    except ValueError:
        raise _nowhere() from None
    order = Order(body.get("text"), body.get("params", {}), body.get("confirm", False), session)
    if order.session is None and order.text is None:
        raise Unreadable(422, "no_text", _("Say in `text` what shall be done."))
    if order.session is not None and order.params:
        raise Unreadable(422, "bad_body", _("Parameters belong to a new directive, not to an earlier one."))
    return order


def _new(order: Order, token: ApiToken, request: HttpRequest) -> DirectiveSession:
    """The order's session, planned; the same for the same `Idempotency-Key` and body."""
    key, body = request.headers.get("Idempotency-Key", ""), sha256(request.body).hexdigest()
    if len(key) > LONGEST_KEY:
        raise Unreadable(422, "bad_key", _("An Idempotency-Key has at most 100 characters."))
    session = directing.open_session(
        order.text or "",
        order.params,
        by=token.created_by,
        door=DirectiveSession.Door.API,
        token_id=token.pk,
        key=sha256(f"{token.pk}:{key}".encode()).hexdigest() if key else "",
        body_digest=body,
    )
    if session.body_digest != body:
        raise Unreadable(422, "key_used", _("This Idempotency-Key was used for another request."))
    return directing.plan(session.pk)


def _earlier(order: Order, session_id: UUID, token: ApiToken) -> DirectiveSession:
    session = DirectiveSession.objects.of_token(token.pk).filter(pk=session_id).first()
    if session is None:
        raise _nowhere()
    if order.text is not None:
        return directing.answer(session, order.text, by=token.created_by)
    if order.confirm and session.state not in (State.READY, State.STARTED):
        raise Refused(_("There is nothing to confirm. Look at the directive again."), code="over")
    return session


def _nowhere() -> Unreadable:
    return Unreadable(404, "no_such_session", _("There is no such session."))


def _told(session: DirectiveSession) -> JsonResponse:
    """A plan or a start is an answer; a question or a refusal is a problem, so that it is not taken for done."""
    said = as_json(session)
    if session.state in (State.ASKING, State.REFUSED):
        status = 422 if session.state == State.ASKING else _status(session.code)
        return problem(status, session.code, session.sentence, directive=said)
    answer = JsonResponse(said, status=202 if session.state == State.STARTED else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _status(code: str) -> int:
    if code in FORBIDDEN:
        return 403
    return 409 if code in NOT_NOW else 422
