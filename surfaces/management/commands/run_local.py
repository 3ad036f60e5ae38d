"""`manage.py run_local`: everything on this machine, the loop once, then serve until Ctrl-C."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from surfaces.local import agency, loop, words
from tenants.embedded.installation import serving
from tenants.management.commands.up import PORT, a_port


class Command(BaseCommand):
    help = "Make the demo agency, start everything, run the loop once, say what happened, serve until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=a_port, default=PORT, help=f"port of the web pages (default {PORT})")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.PUBLIC_PORT = f":{options['port']}"
        self.say("Bringing the database up to date …")
        call_command("migrate", verbosity=0)
        self.check(tags=[Tags.database], databases=["default"])
        self.say("Making the demo agency: two shops of generated orders, marked as demo data …")
        shops = agency.ensure_agency()
        accounts = agency.ensure_accounts(shops)
        for shop in shops[1:]:
            agency.ensure_goal(shop)
        with serving(options["port"], base=settings.VAR_DIR, data=settings.EMBEDDED_DIR) as group:
            for shop in shops:
                with shop.active():
                    self.say(*words.turn_lines(loop.turn(shop)))
            self.say("", *words.account_lines(accounts))
            self.say(
                f"Mail stays here: {words.public('/admin/mailbox/')}",
                f"Ready on {words.public('/admin/')}; Ctrl-C stops everything.",
            )
            group.serve()
        self.say("Stopped.")

    def say(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()
