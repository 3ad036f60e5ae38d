"""`manage.py up`: web, worker and beat together, with our own servers where none is named."""

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tenants import embedded
from tenants.embedded import presence, supervisor
from tenants.embedded.installation import serving

PORT = 8000


@dataclass(frozen=True)
class Guide:
    """What is done before and after serving on a port: `begin` gives lines for who starts it."""

    begin: Callable[[int], list[str]] = lambda _port: []
    end: Callable[[], None] = lambda: None


NO_GUIDE = Guide()


def a_port(text: str) -> int:
    """A port that a server can be asked for: 1 to 65535."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text!r} is no port. Give a whole number from 1 to 65535, such as {PORT}.")
    return int(text)


class Command(BaseCommand):
    help = "Run web, worker and beat (and our own PostgreSQL and Valkey) until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=a_port, default=PORT, help=f"port of the web pages (default {PORT})")
        parser.add_argument("--no-migrate", action="store_true", help="leave the database as it is")
        parser.add_argument("--status", action="store_true", help="show what runs; exits 1 unless all is healthy")
        parser.add_argument("--stop", action="store_true", help="stop what runs in this folder")
        parser.add_argument("--with-fakes", action="store_true", help="development: outside services played here")
        parser.add_argument("--json", action="store_true", help="with --status: as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["status"]:
            self.show(as_json=options["json"])
        elif options["stop"]:
            self.stop()
        elif options["with_fakes"]:
            with self.fakes() as guide:
                self.serve(options["port"], migrate=not options["no_migrate"], guide=guide)
        else:
            self.serve(options["port"], migrate=not options["no_migrate"])

    @contextmanager
    def fakes(self) -> Iterator[Guide]:
        """Play the outside services, and tell all processes where; refused where real work could be done.

        Gives what prepares the client for whom they are played, and says where to begin.
        """
        if not settings.DEBUG:
            raise CommandError("Services are only played with development settings: set DEBUG=1 in the environment.")
        try:
            found, client = import_module("tests.fakes.running"), import_module("tests.fakes.client")
        except ModuleNotFoundError as problem:
            raise CommandError(f"The fakes are development files and not here ({problem.name} is missing).") from None
        specs = Path(os.environ.get("SHARED_DIR", settings.BASE_DIR.parent / "shared")) / "specs"
        running = found.start_all(specs)
        before = dict(os.environ)
        # Mail too goes to a server that is played, whatever was set: nothing may leave that somebody takes for played.
        os.environ.update({"EMAIL_URL": "", **running.bases}, FAKE_SERVICES="1")
        for slug, values in running.values.items():
            self.stdout.write(f"{slug}: " + " ".join(f"{name}={value}" for name, value in values.items()))
        if running.left_out:
            self.stdout.write(f"Without its vendor's specification, not played: {', '.join(running.left_out)}")
        try:
            yield Guide(partial(client.guide, running), client.forget)
        finally:
            running.stop()
            os.environ.clear()
            os.environ.update(before)

    def serve(self, port: int, *, migrate: bool, guide: Guide = NO_GUIDE) -> None:
        """Bring the database up to date, then serve until a signal.

        Not at all where a check says that the stored data cannot be used. `guide` gives what is
        said once it answers; it may use the database.
        """
        if migrate:
            call_command("migrate", verbosity=0)
        self.check(tags=[Tags.database], databases=["default"])
        lines = guide.begin(port)
        connection.close()
        with serving(port, base=settings.VAR_DIR, data=settings.EMBEDDED_DIR) as group:
            self.stdout.write(self.style.SUCCESS(f"Ready on http://{settings.BASE_DOMAIN}:{port}/"))
            self.stdout.write("".join(f"{line}\n" for line in lines), ending="")
            self.stdout.flush()
            try:
                group.serve()
            finally:
                guide.end()
        self.stdout.write("Stopped.")

    def show(self, *, as_json: bool) -> None:
        """A table, or JSON for machines."""
        found = presence.look(settings.VAR_DIR, settings.EMBEDDED_DIR)
        self.stdout.write(json.dumps(presence.as_rows(found)) if as_json else presence.table(found))
        if not all(one.healthy for one in found):
            sys.exit(1)

    def stop(self) -> None:
        """Stop the supervisor, what a killed one left, and our own servers unless others use them."""
        if not supervisor.stop(settings.VAR_DIR):
            raise CommandError("It does not end: look at its output, then end it with kill -9.")
        embedded.leave(settings.EMBEDDED_DIR)
        self.stdout.write("Stopped.")
