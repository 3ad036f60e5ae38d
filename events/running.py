"""The worker's own path: claim, run each job in its client's context, record what became of it."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from structlog.contextvars import bound_contextvars

from events import claims, registry, retries, wake
from events.claims import Claimed
from events.dispatcher import dispatch
from events.metrics import JOBS, LAG
from events.registry import Handler
from events.work import LeaseLost, Renew, Work, no_lease
from tenants import clock, context, metrics
from tenants.errors import NoClient, Refused
from tenants.models import Client

log = structlog.get_logger(__name__)


def run_batch(client_id: int | None, token: UUID, job_ids: Sequence[int]) -> int:
    """Run the jobs of one message; how many were this worker's to run.

    `client_id=None` names the platform's lane and reaches no client's jobs. Raises NoClient
    for a client that does not exist; jobs of one that does not run now wait again.
    """
    client = _client(client_id)
    if client is not None and client.state != Client.State.ACTIVE:
        claims.hand_back(client.pk, token, job_ids)
        return 0
    with client.active() if client else nullcontext(), wake.quiet(), metrics.gathered():
        claimed = claims.claim(client_id, token, job_ids)
        for job in claimed:
            with bound_contextvars(client=client_id, job=job.id, handler=job.handler, **_trace(job)):
                _run(job, client)
    return len(claimed)


def run_due(*, until: datetime | None = None, client: Client | None = None) -> int:
    """Run everything due at `until` (now), in this process; returns how many jobs ran.

    For tests and commands. Inside a client's context, or with `client`, only that client's work
    runs; otherwise everybody's and the platform's. What the jobs add and is due runs too.
    """
    owner = client or context.current_or_none()
    ran = 0
    while batches := dispatch(until or clock.now(), client=owner):
        ran += sum(run_batch(batch.client_id, batch.token, batch.job_ids) for batch in batches)
    return ran


def _client(client_id: int | None) -> Client | None:
    if client_id is None:
        if context.current_or_none() is not None:
            raise NoClient("The platform's jobs never run inside a client's context.")
        return None
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise NoClient(f"There is no client {client_id}: its message is refused.")
    return client


def _trace(job: Claimed) -> dict[str, str]:
    found = job.args.get("trace_id") or (job.event.data.get("trace_id") if job.event else None)
    return {"trace": str(found)} if found else {}


def _run(job: Claimed, client: Client | None) -> None:
    handler = registry.find(job.handler)
    try:
        if handler is None:
            raise Refused(_("This version has no handler %s.") % job.handler, code="unknown_handler")
        _refresh(job, handler)
        LAG.observe(max((job.since - job.due_at).total_seconds(), 0.0), handler.name)
        if handler.atomic:
            _run_atomic(job, handler, client)
        else:
            _run_open(job, handler, client)
        JOBS.add(handler.name, "done")
    except LeaseLost:
        log.warning("job_lost", attempt=job.attempts)
    except Exception as error:
        if not retries.failed(job, handler, error):
            log.warning("job_lost", attempt=job.attempts)
        else:
            name = handler.name if handler else "unknown"
            JOBS.add(name, "dead" if retries.is_final(job, handler, error) else "failed")


def _run_atomic(job: Claimed, handler: Handler, client: Client | None) -> None:
    """Completion first: it locks the row, so nobody can take the job while its writes are open."""
    with transaction.atomic():
        if not claims.complete(job):
            raise LeaseLost
        handler.function(work(job, client))


def _run_open(job: Claimed, handler: Handler, client: Client | None) -> None:
    def renew() -> None:
        if not claims.renew(job):
            raise LeaseLost

    handler.function(work(job, client, renew))
    if not claims.complete(job):
        raise LeaseLost


def _refresh(job: Claimed, handler: Handler) -> None:
    """Jobs later in a batch have waited for the earlier ones: their lease starts again."""
    waited_s = (clock.now() - job.since).total_seconds()
    if waited_s > handler.lease_s / 4 and not claims.renew(job):
        raise LeaseLost


def work(job: Claimed, client: Client | None, renew: Renew = no_lease) -> Work:
    """What the handler sees of a job."""
    return Work(job.id, job.key, job.args, job.event, job.attempts, client, renew)
