"""A whole installation in a folder of its own, with the power cut at its parts, one after the other.

`python -m tests.main_job.system` prints a line per story and ends with 0 only if every approved
mail left once. A process of its own: it has its own servers, and its clock can be moved.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

import reviews  # noqa: E402
from automations.actions.send_email import SendEmail  # noqa: E402
from automations.models import Action  # noqa: E402
from automations.services import set_policy, start_run  # noqa: E402
from crm import demo  # noqa: E402
from integrations import mail  # noqa: E402
from reviews.models import Review  # noqa: E402
from surfaces.local import demonstration, loop  # noqa: E402
from tenants import clock, embedded  # noqa: E402
from tenants.embedded import installation, servers, supervisor  # noqa: E402
from tenants.models import Client, StaffRole, User  # noqa: E402
from tenants.services import NewClient, create_client  # noqa: E402
from tests.main_job.conftest import SERIES, best_customers, without_date  # noqa: E402

PEOPLE = 3
LEASE_AND_MORE = timedelta(minutes=5)


def main() -> None:
    demonstration.start_clock()
    call_command("migrate", verbosity=0)
    client = create_client(NewClient(slug="brulerie", name="Brûlerie", country="BE", is_demo=True))
    demonstration.to_morning(client.zone)
    demo.generate(client, until=clock.now())
    admin = User.objects.create_user("admin@agency.example", None, staff_role=StaffRole.ADMIN)
    with client.active():
        set_policy(SERIES, by=admin, customer_value_cents=1_00)
        people = best_customers(client, 4 * PEOPLE)
    data = Path(settings.EMBEDDED_DIR)
    cuts: list[Callable[[], None]] = [the_worker, partial(the_database, data), partial(the_key_store, data)]
    processes = [each for each in installation.processes(0) if each.name != "web"]
    with supervisor.running(processes, base=data, keep_alive=partial(servers.ensure, data)) as group:
        group.wait_ready()
        for number, cut in enumerate(cuts):
            story(client, admin, people[number * PEOPLE : (number + 1) * PEOPLE], cut)
            say(f"{getattr(cut, 'func', cut).__name__}: nothing lost, nothing twice")


def story(client: Client, admin: User, people: list[int], cut: Callable[[], None]) -> None:
    """Approve a plan, cut the power, wait until everything due is done, and count."""
    before = {each.message_id for each in mail.mailbox(client)}
    with client.active():
        run = start_run(SERIES, {"contacts": {"contacts": people}}, trigger="manual")
        review = Review.objects.select_related("client").get(pk=run.review_id)
        due = [each for each in of_run(run.pk) if each.due_at <= clock.now()]
        preview = {each.payload["message_id"]: without_date(SendEmail.preview_bytes(each)) for each in due}
    assert reviews.approve(review, by=admin, digest=review.digest)
    cut()
    settled(client)
    with client.active():
        assert {each.state for each in of_run(run.pk) if each.pk in {one.pk for one in due}} == {Action.State.DONE}
    left = [each for each in mail.mailbox(client) if each.message_id not in before]
    assert len(left) == len(due), (len(left), len(due))
    assert {each.message_id: without_date(each.raw) for each in left} == preview


def of_run(run_id: UUID) -> list[Action]:
    return list(Action.objects.filter(run_id=run_id).select_related("run"))


def settled(client: Client) -> None:
    """Move the clock past leases and lost messages until nothing is due; the database may be coming back."""
    deadline = time.monotonic() + 60
    while True:
        try:
            demonstration.move_to(clock.now() + LEASE_AND_MORE)
            loop.settle(client, limit_s=3)
        except (DatabaseError, loop.NotSettled):
            connection.close()
            assert time.monotonic() < deadline, "it never settled"
            time.sleep(0.2)
        else:
            return


def the_worker() -> None:
    """It dies by itself in the middle of a mail: see FAULT_KILL_AT in the environment."""
    marker = Path(settings.FAULT_MARKER)
    deadline = time.monotonic() + 30
    while not marker.exists():
        assert time.monotonic() < deadline, "the worker was never killed"
        time.sleep(0.05)


def the_database(data: Path) -> None:
    """What `pg_ctl -m immediate` does: no goodbye, the log is replayed at the next start."""
    os.kill(pid_of("postgres", data), signal.SIGQUIT)


def the_key_store(data: Path) -> None:
    """With all messages that were on their way."""
    os.kill(pid_of("valkey", data), signal.SIGKILL)


def pid_of(name: str, data: Path) -> int:
    found = {one.name: one.pid for one in embedded.status(data)}
    pid = next((pid for known, pid in found.items() if name in known.lower() and pid), None)
    assert pid is not None, found
    return pid


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
