"""A disk that is full: no half mail, a clear error, and the mail leaves once there is room."""

import os
import resource
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

import events
import reviews
from automations.models import Action
from events.models import Job
from tenants import clock
from tests.main_job.conftest import actions, sent, work

pytestmark = pytest.mark.django_db(transaction=True)


def work_with_room_for(client, size: int) -> None:
    """In a process of its own that may write no file longer than `size` bytes, as on a full disk."""
    connection.close()
    connection.close_pool()
    child = os.fork()
    if not child:
        connection.settings_dict["OPTIONS"] = {}  # no pool: its threads do not live on in a forked process
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            events.run_due(client=client)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def test_no_half_mail_is_left_and_it_leaves_when_there_is_room(waiting, admin):
    client, before = waiting.client, set(sent(waiting.client))
    chosen = [each.pk for each in actions(waiting) if each.contact_id == actions(waiting)[0].contact_id]
    assert reviews.approve(waiting, by=admin, digest=waiting.digest, actions=chosen)
    work_with_room_for(client, 1_000)
    folder = Path(settings.MAILBOX_DIR) / client.slug
    assert set(sent(client)) == before
    assert not list(folder.glob("*.part")) and not list(folder.glob(".*.part"))
    failed = Job.objects.exclude(error_class="").get(client=client, handler="automations.act")
    assert failed.error_class == "OSError"
    clock.advance(timedelta(hours=1))
    work(client)
    work(client)
    done = [each for each in actions(waiting) if each.state == Action.State.DONE]
    assert len(done) == 1
    assert set(sent(client)) - before == {done[0].payload["message_id"]}
