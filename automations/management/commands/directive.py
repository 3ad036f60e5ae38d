"""`manage.py directive "Send the welcome series" --client maison`"""

import json
import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from automations.directives.replay import replayed
from automations.directives.told import as_json
from automations.management.params import read_params
from automations.models import DirectiveSession
from automations.services import confirming, directing
from sensors.management.clients import add_client_option, chosen_client
from tenants.errors import Refused
from tenants.management.people import person_called
from tenants.models import User

State = DirectiveSession.State
REFUSED, WAITS = 1, 2


class Command(BaseCommand):
    help = (
        "Give an order in words: its plan and dry run are printed, --yes starts it. "
        "Exit codes: 0 done, 1 refused, 2 waits for an answer or a confirmation."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_client_option(parser)
        parser.add_argument(
            "text", nargs="?", default="", help="the order, or with --session the answer to its question"
        )
        parser.add_argument(
            "--params", default="{}", help="the automation's own parameters as JSON, before what is said"
        )
        parser.add_argument("--yes", action="store_true", help="start what the dry run shows; what is risky still asks")
        parser.add_argument("--session", type=UUID, help="go on with an earlier order")
        parser.add_argument("--replay", type=UUID, help="plan an earlier order again and show what differs")
        parser.add_argument("--as", dest="by", default="", help="e-mail of the person who asks")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        client = chosen_client(options["client"])
        try:
            with client.active(), translation.override(client.language):
                by = person_called(options["by"]) if options["by"] else None
                if options["replay"]:
                    self._show_replay(_session(options["replay"]), by)
                    return
                session = self._talked(_given(options, by), by, options)
                self._show(session, as_data=options["json"])
        except Refused as problem:
            raise CommandError(problem.sentence, returncode=REFUSED) from problem
        if session.state == State.REFUSED:
            raise CommandError(session.sentence, returncode=REFUSED)
        if session.state == State.ASKING:
            raise CommandError(f"{session.sentence} (Answer with --session {session.pk}.)", returncode=WAITS)
        if session.state == State.READY:
            raise CommandError(f"Not started. Start it with --yes --session {session.pk}.", returncode=WAITS)

    def _talked(self, session: DirectiveSession, by: User | None, options: dict[str, Any]) -> DirectiveSession:
        """Questions and the confirmation asked at a terminal; elsewhere --yes alone confirms."""
        talks = sys.stdin.isatty() and not options["json"]
        while talks and session.state == State.ASKING:
            said = input(f"{session.sentence} ")
            if not said.strip():
                return session
            session = directing.answer(session, said, by=by)
        if session.state != State.READY:
            return session
        if options["yes"]:
            return confirming.confirm(session, by=by)
        if talks:
            self._show(session, as_data=False)
            if input("Start it? [y/N] ").strip().lower() in ("y", "yes", "o", "oui"):
                return confirming.confirm(session, by=by)
        return session

    def _show(self, session: DirectiveSession, *, as_data: bool) -> None:
        said = as_json(session)
        if as_data:
            self.stdout.write(json.dumps(said, indent=2, ensure_ascii=False))
            return
        for name in ("session", "state", "automation", "read_by", "params", "code", "sentence", "question", "run"):
            if said[name]:
                self.stdout.write(f"{name:<14}{_plain(said[name])}")
        for name, value in (said["plan"] or {}).items():
            self.stdout.write(f"  {name:<12}{_plain(value)}")

    def _show_replay(self, session: DirectiveSession, by: User | None) -> None:
        found = replayed(session, by=by)
        self.stdout.write(f"{'now':<14}{found.now.state} {found.now.automation} {found.now.code}".rstrip())
        for each in found.differences:
            self.stdout.write(f"  {each.name:<12}{_plain(each.before)} -> {_plain(each.after)}")
        if not found.differences:
            self.stdout.write("  nothing differs")


def _given(options: dict[str, Any], by: User | None) -> DirectiveSession:
    """A new order, or an earlier one with its answer."""
    if options["session"]:
        session = _session(options["session"])
        return directing.answer(session, options["text"], by=by) if options["text"] else session
    if not options["text"].strip():
        raise CommandError('Say what shall be done: manage.py directive "…".')
    params = read_params(options["params"])
    return directing.direct(options["text"], params, by=by, door=DirectiveSession.Door.COMMAND)


def _session(session_id: UUID) -> DirectiveSession:
    session = DirectiveSession.objects.filter(pk=session_id).first()
    if session is None:
        raise CommandError("There is no such directive at this client.")
    return session


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)
