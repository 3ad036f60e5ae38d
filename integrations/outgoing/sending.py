"""From an event to a message, and from a message to its receiver."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F

from events.work import Happened
from integrations.errors import Problem, Temporary
from integrations.http import Http
from integrations.manifest import Manifest, Rate
from integrations.outgoing import services
from integrations.outgoing.models import Dispatch, Subscription
from integrations.outgoing.signing import Signing
from tenants import clock

TRIES = 10
TIMEOUT_S = 15.0
KEPT = timedelta(days=30)
GONE = 410
FINAL = frozenset({"address_refused", "secret_missing", "secret_forged"})
"""Failures that no later try mends."""


def fan_out(event: Happened) -> int:
    """A message and its job for each address that wants the topic; how many."""
    made = 0
    for subscription in Subscription.objects.filter(active=True, topics__contains=[event.type]).order_by("pk"):
        fields = {"topic": event.type, "body": _body(event), "created_at": clock.now()}
        row, fresh = Dispatch.objects.get_or_create(subscription=subscription, event_id=event.id, defaults=fields)
        if fresh:
            services.enqueue(row)
            made += 1
    return made


def send(dispatch_id: int, *, last: bool) -> None:
    """One try; `last`: after it the message is given up, and waits for a person.

    Raises Temporary, to be tried again. A crash between sending and noting it sends the message
    twice under one id, by which receivers know it.
    """
    row = Dispatch.objects.select_related("subscription").filter(pk=dispatch_id, state="waiting").first()
    if row is None:
        return
    if not row.subscription.active:
        _note(row, Dispatch.State.DEAD, "stopped")
        return
    try:
        _post(row)
    except Problem as problem:
        gone = getattr(problem, "status", 0) == GONE
        final = last or gone or problem.code in FINAL
        _note(row, Dispatch.State.DEAD if final else Dispatch.State.WAITING, problem.code, stop=gone)
        if not final:
            wait = problem.retry_after_s if isinstance(problem, Temporary) else None
            raise Temporary(problem.sentence, code=problem.code, retry_after_s=wait) from None
    else:
        _note(row, Dispatch.State.SENT, "")


def forget() -> int:
    """Remove messages whose telling ended long ago; how many."""
    return Dispatch.objects.finished(clock.now() - KEPT).delete()[0]


def _post(row: Dispatch) -> None:
    subscription = row.subscription
    parts = urlsplit(subscription.url)
    there = Manifest(
        slug=f"outgoing{subscription.pk}",
        title=parts.hostname or "",
        level="client",
        version="1",
        base_url=f"{parts.scheme}://{parts.netloc}",
        credentials=(),
        setup_url="",
        docs="",
        rate=Rate(per_s=10),
    )
    auth = Signing(services.secret_of(subscription), f"msg_{row.pk}")
    path = subscription.url.removeprefix(there.base_url)
    headers = {"Content-Type": "application/json"}
    http = Http(there, auth, guarded=True)
    http.post(path, content=row.body.encode(), headers=headers, repeatable=True, timeout_s=TIMEOUT_S, tries=1)


@transaction.atomic
def _note(row: Dispatch, state: Dispatch.State, code: str, *, stop: bool = False) -> None:
    if stop:
        Subscription.objects.filter(pk=row.subscription_id).update(active=False)
    waiting = Dispatch.objects.filter(pk=row.pk, state=Dispatch.State.WAITING)
    waiting.update(state=state, code=code[:60], tries=F("tries") + 1, tried_at=clock.now())


def _body(event: Happened) -> str:
    """The payload as Standard Webhooks words it: type, time and data."""
    data = {**event.data, "event_id": event.id, "subject": {"kind": event.subject_kind, "id": event.subject_id}}
    return json.dumps({"type": event.type, "timestamp": clock.now().isoformat(), "data": data}, sort_keys=True)
