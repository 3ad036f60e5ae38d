"""What a person may do with a dead job: correct it, rehearse it, let it run again."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events import scalars, wake
from events.models import Job
from events.rehearsal import Rehearsal, rehearse
from tenants import access, clock, ledger
from tenants.errors import Refused
from tenants.models import User

LONGEST_ARGS = 10_000


def replay(job: Job, by: User) -> bool:
    """Let a dead job run again with fresh attempts; False if it is not dead any more.

    Of two people at once one wins. Raises Refused without the right to operate the client.
    """
    access.require(by, job.client, access.Verb.OPERATE)
    with transaction.atomic():
        won = Job.objects.revive(job.pk, clock.now())
        if won:
            ledger.write("job.replayed", job, by=by, client=job.client)
            wake.after_commit()
    return won


def edit(job: Job, args: Mapping[str, Any], by: User) -> bool:
    """Give a dead job other arguments; False if it is not dead any more.

    Raises Refused without the right to operate the client, or for anything but ids, numbers,
    states and times. The ledger keeps a digest of what was written.
    """
    access.require(by, job.client, access.Verb.OPERATE)
    flat = _flat(args)
    with transaction.atomic():
        won = bool(Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(args=flat))
        if won:
            digest = sha256(json.dumps(flat, sort_keys=True).encode()).hexdigest()
            ledger.write("job.edited", job, by=by, digest=digest, client=job.client)
    return won


def dry_run(job: Job, by: User) -> Rehearsal:
    """What the job would do if it ran now; nothing of it stays. Raises Refused without the right."""
    access.require(by, job.client, access.Verb.OPERATE)
    return rehearse(job)


def read_args(text: str) -> dict[str, Any]:
    """Arguments as a person typed them; raises Refused unless they are one JSON object."""
    if len(text) > LONGEST_ARGS:
        raise Refused(_("These arguments are too long."), code="args_too_long")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is not JSON: check quotes, commas and brackets."), code="args_not_json") from error
    if not isinstance(found, dict):
        raise Refused(_('Arguments are one JSON object: {"name": value}.'), code="args_not_object")
    return found


def _flat(args: Mapping[str, Any]) -> dict[str, scalars.Scalar]:
    try:
        return scalars.flat(args)
    except ValueError as error:
        raise Refused(
            _("Arguments are ids, numbers, states and times only: no text, no address, nothing nested."),
            code="args_not_flat",
        ) from error
