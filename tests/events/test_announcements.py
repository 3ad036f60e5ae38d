"""What the ground layer does is known upstairs, in the same transaction."""

import pytest
from django.db import transaction

import events
from events.models import Event, Job, Schedule
from tenants import services, switches
from tenants.models import Client
from tenants.signals import client_created

pytestmark = pytest.mark.usefixtures("noon")


def test_a_new_client_is_announced_and_gets_its_schedules(client_a, client_b):
    events.cron("tests.each", "0 * * * *")(print)
    client_created.send(Client, client=client_a)
    assert Event.objects.get().type == "client.created"
    assert Schedule.objects.filter(client=client_a, key="tests.each", declared=True).count() == 1
    assert not Schedule.objects.filter(client=client_b).exists()
    assert Job.objects.get(handler="tests.each").client == client_a


def test_suspending_resuming_and_archiving_are_announced_every_time(client_a, admin):
    for _ in range(2):
        services.suspend(client_a, by=admin)
        services.resume(client_a, by=admin)
    services.suspend(client_a, by=admin)
    services.archive(client_a, by=admin)
    types = Event.objects.of_client(client_a).order_by("id").values_list("type", flat=True)
    assert [name.removeprefix("client.") for name in types] == [
        "suspended",
        "resumed",
        "suspended",
        "resumed",
        "suspended",
        "archived",
    ]


def test_the_kill_switch_is_announced_for_a_client_and_for_everybody(client_a, admin, seen):
    events.subscribe("switch.changed")(lambda work: seen.append((work.owner, work.event.data["paused"])))
    switches.pause(client_a, by=admin)
    switches.pause(None, by=admin)
    switches.resume(None, by=admin)
    events.run_due()
    assert sorted(seen, key=str) == sorted([(client_a, True), (None, True), (None, False)], key=str)


def test_what_is_rolled_back_was_never_announced(client_a, admin):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.suspend(client_a, by=admin)
        raise ZeroDivisionError
    assert not Event.objects.exists()
