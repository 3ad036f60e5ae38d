"""`manage.py demo`: the loop closed unattended in a throwaway folder; exit code 0 only if it closed."""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from surfaces.local import agency, demonstration, loop
from surfaces.local.demonstration import Demonstration, NotClosed
from tenants import embedded
from tenants.embedded import ports
from tenants.embedded.installation import serving
from tenants.markets import market
from tenants.models import Client, User

INSIDE = "DEMO_FOLDER"
KEPT_FROM_OUTSIDE = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "CLOCK_FREEZE", "FAULT_KILL_AT", "MAILBOX_DIR")


class Command(BaseCommand):
    help = "Close the whole loop unattended, in a folder of its own that is removed afterwards."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if INSIDE in os.environ:
            self.close_the_loop()
        else:
            sys.exit(in_throwaway_folder())

    def close_the_loop(self) -> None:
        """Everything from an empty folder to the second step of a series."""
        port = ports.free_port()
        settings.PUBLIC_PORT = f":{port}"
        shops = self.prepare()
        try:
            with serving(port, base=settings.VAR_DIR, data=settings.EMBEDDED_DIR) as group:
                self.show(shops)
                demonstration.ledger()
            if group.interrupted:
                raise CommandError("Interrupted before the loop closed.")
        except (NotClosed, loop.NotSettled) as problem:
            raise CommandError(f"The loop did not close: {problem}") from problem
        self.say("The loop closed: sensed, decided, asked, acted once, and said what is known of the effect.")

    def prepare(self) -> list[Client]:
        """The demo agency in the empty folder, its clock at ten in the morning."""
        self.say("Making the demo agency in a throwaway folder; its clock stands at 10:00 of the shops' time …")
        demonstration.start_clock()
        call_command("migrate", verbosity=0)
        demonstration.to_morning(ZoneInfo(market(agency.SHOPS[0].country).timezone))
        shops = agency.ensure_agency()
        agency.ensure_accounts(shops)
        for shop in shops[1:]:
            agency.ensure_goal(shop)
        return shops

    def show(self, shops: list[Client]) -> None:
        """A turn of the loop in each shop, the decisions, the second steps, and a turn that does nothing."""
        ways = [Demonstration(shop, self.say) for shop in shops]
        for way in ways:
            self.say(*way.first_turn())
        approver = User.objects.get(email="approver@agency.example")
        for way in ways:
            way.decide(approver)
            way.buy()
        demonstration.move_to(max(way.second_due for way in ways) + timedelta(minutes=5))
        for way in ways:
            way.second_step()
            way.whole_trace()
            way.nothing_twice()
            way.effect_is_honest()

    def say(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()


def in_throwaway_folder() -> int:
    """Run this command again in a folder of its own, and leave nothing of it behind."""
    folder = Path(tempfile.mkdtemp(prefix="3a-demo-"))
    environment = {name: value for name, value in os.environ.items() if name not in KEPT_FROM_OUTSIDE}
    environment |= {INSIDE: str(folder), "VAR_DIR": str(folder), "EMBEDDED_DIR": str(folder)}
    environment |= {"ENV_FILE": os.devnull, "CLOCK_FILE": str(folder / "clock"), "END_WITH_PARENT": "1"}
    try:
        return subprocess.run([sys.executable, sys.argv[0], "demo"], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        embedded.discard(folder)
        shutil.rmtree(folder, ignore_errors=True)
