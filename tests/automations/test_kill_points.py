"""A worker that dies at any of ten points sends each mail once, exactly as it was approved."""

import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

import events
import reviews
from automations.actions.send_email import SendEmail
from automations.execution import FAULT_POINTS
from automations.models import Action, Run
from integrations.mail import mailbox as stored_mail
from integrations.models import CostLine
from tenants import clock
from tenants.models import Client, LedgerEntry
from tests.automations.conftest import orders_imported, review_of, run_letter

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def approved(client_a, noon, mailbox, contact_of, manager) -> Client:
    """A letter that waits for its worker."""
    with client_a.active():
        orders_imported()
        contact_of(spent_cents=5_000_00)
        review = review_of(run_letter())
        assert reviews.approve(review, by=manager, digest=review.digest)
    return client_a


def die_at(point: str, client: Client, marker: Path, settings) -> None:
    """Run the due jobs in a process of its own that is killed at `point`."""
    connection.close()
    connection.close_pool()
    child = os.fork()
    if not child:
        # Without a pool: its threads do not live on in a forked process.
        connection.settings_dict["OPTIONS"] = {}
        settings.FAULT_KILL_AT, settings.FAULT_MARKER = point, str(marker)
        try:
            events.run_due(client=client)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"{point} is never passed"
    assert os.WTERMSIG(status) == signal.SIGKILL


def without_date(raw: bytes) -> bytes:
    return re.sub(rb"\ADate: [^\r]*\r\n", b"", raw)


@pytest.mark.parametrize("point", FAULT_POINTS)
def test_killed_there_and_started_again_it_sends_one_mail_as_approved(point, approved, tmp_path, settings):
    with approved.active():
        approved_bytes = SendEmail.preview_bytes(Action.objects.get())
    die_at(point, approved, tmp_path / "killed", settings)
    clock.advance(timedelta(minutes=5))
    events.run_due(client=approved)
    (mail,) = stored_mail(approved)
    assert mail.raw != approved_bytes, "the date is filled in when it leaves"
    assert without_date(mail.raw) == without_date(approved_bytes)
    with approved.active():
        assert Action.objects.get().state == "done"
        assert Run.objects.get().state == "done"
        assert CostLine.objects.get().state == "settled"
    assert LedgerEntry.objects.filter(what="action.done").count() == 1


def test_there_are_ten_points_and_they_are_passed_in_this_order(approved, monkeypatch):
    passed: list[str] = []
    for module in ("automations.execution.point", "tenants.faults.point"):
        monkeypatch.setattr(module, passed.append)
    events.run_due(client=approved)
    assert len(FAULT_POINTS) == 10
    assert tuple(passed) == FAULT_POINTS


@pytest.mark.parametrize("point", ["act.sending_committed", "mail.during_data", "mail.accepted"])
def test_where_nobody_can_look_it_up_nothing_is_sent_twice(point, approved, tmp_path, settings, smtp):
    post = smtp()
    die_at(point, approved, tmp_path / "killed", settings)
    before = len(post.taken)
    clock.advance(timedelta(minutes=5))
    events.run_due(client=approved)
    assert len(post.taken) == before
    with approved.active():
        action = Action.objects.get()
    assert (action.state, action.reason_code) == ("unknown", "worker_lost")


def test_a_worker_process_of_its_own_killed_and_replaced_sends_one_mail(approved, tmp_path, mailbox):
    place = connection.settings_dict
    login = f"{place['USER']}:{quote(place['PASSWORD'], safe='')}"
    url = f"postgres://{login}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    line = [sys.executable, "-m", "tests.automations.worker", approved.slug]

    def work(now, **faults: str) -> int:
        known = {"DATABASE_URL": url, "MAILBOX_DIR": str(mailbox), "CLOCK_FREEZE": now.isoformat(), **faults}
        return subprocess.run(line, cwd=ROOT, env={**os.environ, **known}, timeout=60).returncode

    marker = str(tmp_path / "killed")
    killed = work(clock.now(), FAULT_KILL_AT="mail.during_data", FAULT_MARKER=marker)
    assert killed == -signal.SIGKILL
    assert stored_mail(approved) == []
    assert work(clock.now() + timedelta(minutes=5)) == 0
    assert len(stored_mail(approved)) == 1
