"""What the code declares, and what it may not declare."""

from datetime import timedelta

import pytest

import events
from events import registry, schedules
from tenants import clock, ledger
from tenants.errors import Refused
from tenants.models import LedgerEntry


def test_two_functions_cannot_share_a_name():
    events.handler("work")(len)
    with pytest.raises(RuntimeError, match="Two handlers"):
        events.handler("work")(print)


def test_a_listener_may_listen_to_several_events(in_a, noon, seen):
    def hear(work):
        seen.append(work.event.type)

    for name in ("order.paid", "order.refunded"):
        events.subscribe(name)(hear)
        events.publish(name, ("order", 7), key=name)
    events.run_due()
    assert sorted(seen) == ["order.paid", "order.refunded"]


def test_a_name_fits_into_its_column():
    with pytest.raises(RuntimeError, match="120"):
        events.handler("x" * 121)(print)


def test_an_unreadable_schedule_is_found_when_the_code_is_loaded():
    with pytest.raises(Refused):
        events.cron("tests.odd", "whenever")


def test_every_declared_schedule_and_listener_has_its_handler():
    known = {handler.name for handler in registry.handlers()}
    declared = {line.handler for scope in ("client", "platform") for line in registry.crons(scope)}
    listening = {each.name for found in registry._subscribers.values() for each in found}
    assert declared | listening <= known
    assert {"events.seal_ledger", "events.forget_slots"} <= declared


def test_what_the_package_does_not_offer_is_an_error():
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = events.nothing_such


def test_the_ledger_is_sealed_within_a_minute_by_itself(client_a, noon, monkeypatch):
    """The whole path: declared schedule, slot, tick, worker."""
    sealing = registry._crons["events.seal_ledger"]
    monkeypatch.setattr(registry, "_crons", {sealing.handler: sealing})
    schedules.ensure()
    ledger.write("run.started", ("run", 1), client=client_a)
    clock.advance(timedelta(minutes=1))
    assert events.run_due() == 1
    assert LedgerEntry.objects.get().number == 1
