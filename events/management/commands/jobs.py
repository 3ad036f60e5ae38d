"""Look after jobs from a terminal."""

import json
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from events import services
from events.models import Job
from events.rehearsal import Rehearsal
from tenants.errors import Refused
from tenants.models import Client, User


class Command(BaseCommand):
    """`jobs list|show|edit|dry-run|replay`; what changes or runs something asks in whose name (`--as`)."""

    help = "List jobs, and inspect, correct, rehearse or replay dead ones."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", help=_("the newest jobs in one state"))
        listing.add_argument("--state", choices=Job.State.values, default=Job.State.DEAD)
        listing.add_argument("--client", help=_("only this client's (its short name)"))
        listing.add_argument("--limit", type=a_limit, default=50)
        verbs.add_parser("show", help=_("everything kept about one job")).add_argument("job", type=int)
        for verb in ("edit", "dry-run", "replay"):
            one = verbs.add_parser(verb)
            one.add_argument("job", type=int)
            if verb == "edit":
                one.add_argument("arguments", help=_("a JSON object"))
            one.add_argument("--as", dest="email", required=True, help=_("the e-mail address of whoever does it"))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "list":
            self._list(**options)
            return
        job = Job.objects.select_related("client", "event").filter(pk=options["job"]).first()
        if job is None:
            raise CommandError(_("There is no job %s.") % options["job"])
        if verb == "show":
            self._show(job)
            return
        try:
            self._act(verb, job, _person(options["email"]), options)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _list(self, *, state: str, client: str | None, limit: int, **_options: Any) -> None:
        found = Job.objects.filter(state=state).select_related("client").order_by("-id")
        if client:
            if not Client.objects.filter(slug=client).exists():
                raise CommandError(_("There is no client “%s”.") % client)
            found = found.filter(client__slug=client)
        for job in found[:limit]:
            self.stdout.write(line(job))

    def _show(self, job: Job) -> None:
        self.stdout.write(line(job))
        for name in ("args", "due_at", "replays", "error_class", "error_code", "error_place", "finished_at"):
            self.stdout.write(f"  {name}: {getattr(job, name)}")
        if job.event:
            data = json.dumps(job.event.data, sort_keys=True)
            self.stdout.write(f"  event: {job.event.type} {job.event.subject_kind} {job.event.subject_id} {data}")

    def _act(self, verb: str, job: Job, by: User, options: dict[str, Any]) -> None:
        if verb == "dry-run":
            self.stdout.write(told(services.dry_run(job, by)))
            return
        if verb == "replay":
            won = services.replay(job, by)
        else:
            won = services.edit(job, services.read_args(options["arguments"]), by)
        if not won:
            raise CommandError(_("Job %s is not dead (any more).") % job.pk)
        self.stdout.write(_("Done."))


def a_limit(text: str) -> int:
    """How many lines to show: a whole number from 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(_("“%s” is no number of lines; give a whole number from 1.") % text)
    return int(text)


def line(job: Job) -> str:
    """One job on one line."""
    whose = job.client.slug if job.client else "-"
    return f"{job.pk} {whose} {job.handler} {job.state} {job.attempts} {job.error_code or job.error_class} {job.key}"


def told(rehearsal: Rehearsal) -> str:
    """What a rehearsal found, in a line or two."""
    if rehearsal.outcome == "unknown":
        return _("This job cannot be rehearsed: it reaches outside and does not say what it would do.")
    if rehearsal.outcome == "fails":
        why = rehearsal.sentence or f"{rehearsal.error_class} {rehearsal.error_place}"
        return _("It would fail: %s") % why
    added = ", ".join([*rehearsal.events, *rehearsal.jobs])
    return rehearsal.sentence or _("It would finish. It would add: %s") % (added or "-")


def _person(email: str) -> User:
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(_("Nobody has the address %s.") % email)
    return found
