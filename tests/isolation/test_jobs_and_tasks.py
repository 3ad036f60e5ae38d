"""Work that names the wrong client, or none, or nonsense: refused, never done in public, nothing written."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError

import events
from events import dispatcher, registry, running
from events.models import Job
from events.models.job import IN_FLIGHT
from integrations import mail
from surfaces.inventory import everything
from tenants import clock, context
from tenants.errors import NoClient
from tenants.models import Client
from tests.isolation.conftest import Changes, Shop, World, attempt

HANDLERS = [entry.name for entry in everything() if entry.kind == "handler"]
PLATFORM = {cron.handler for cron in registry.crons("platform")}
OF_CLIENTS = sorted(set(HANDLERS) - PLATFORM)
FOR_EVERYBODY = {"automations.handlers.switch_changed"}
"""Handlers that the platform's own events reach too; they enter each client by name."""
NOBODYS_ID = 999_999_999
LONG_AGO = "2026-11-18T11:00:00+00:00"


def args_of(shop: Shop) -> dict[str, Any]:
    """Whatever any handler may ask for, with this client's ids."""
    names = ("run_id", "review_id", "action_id", "simulation_id", "session_id")
    others = {"delivery_id": "1", "user_id": "1", "event_id": "1", "connector": "shopify", "automation": "letter"}
    others |= {"connection_id": "1", "order": "1", "cart_id": "1", "updated_at": LONG_AGO, "since": LONG_AGO}
    others |= {"turn": "1", "contact": "1", "at": LONG_AGO}
    return {**{name: str(shop.blanks[name]) for name in names}, "decision_id": str(uuid4()), **others}


def handed_out(handler: str, client: Client | None, args: dict[str, Any]) -> tuple[Any, list[int]]:
    """A message for one job of this handler, on its way to a worker: its token and ids."""
    # Those handed out before are never run: without room for more a lane would wait for them.
    Job.objects.filter(state__in=IN_FLIGHT).delete()
    key = f"{handler}:{uuid4()}"
    events.enqueue(handler, args, key=key, client=client)
    for batch in dispatcher.dispatch(clock.now(), client=client):
        jobs = list(Job.objects.filter(pk__in=batch.job_ids, key=key).values_list("pk", flat=True))
        if jobs:
            return batch.token, jobs
    raise AssertionError(f"{handler} was not handed out")


@pytest.fixture
def called(monkeypatch) -> list[str]:
    """Names of the handlers that ran, whoever they ran for."""
    ran: list[str] = []
    for known in registry.handlers():
        spy = _spy(known, ran)
        monkeypatch.setitem(registry._handlers, known.name, spy)
    return ran


def _spy(known: registry.Handler, ran: list[str]) -> registry.Handler:
    from dataclasses import replace

    def function(work: events.Work) -> None:
        ran.append(known.name)
        known.function(work)

    return replace(known, function=function)


def wrong_clients(world: World) -> list[int | None]:
    """Named in the message in place of A: B, nobody, the platform."""
    return [world.b.client.pk, NOBODYS_ID, None]


def test_a_message_that_names_another_client_than_the_job_does_nothing(world, called):
    for handler in OF_CLIENTS:
        token, jobs = handed_out(handler, world.a.client, args_of(world.a))
        for wrong in wrong_clients(world):
            before = Changes.now()
            try:
                assert running.run_batch(wrong, token, jobs) == 0
            except NoClient:
                assert wrong == NOBODYS_ID
            assert before.since() == set(), (handler, wrong)
            assert context.current_or_none() is None
    assert called == []


def test_the_platforms_jobs_run_for_no_client(world, called):
    for handler in sorted(PLATFORM):
        token, jobs = handed_out(handler, None, {})
        before = Changes.now()
        assert running.run_batch(world.a.client.pk, token, jobs) == 0
        assert before.since() == set(), handler
    assert called == []


def test_a_message_with_a_guessed_token_does_nothing(world, called):
    for handler in OF_CLIENTS:
        _token, jobs = handed_out(handler, world.a.client, args_of(world.a))
        before = Changes.now()
        assert running.run_batch(world.a.client.pk, uuid4(), jobs) == 0
        assert before.since() == set(), handler
    assert called == []


def test_a_suspended_clients_jobs_wait(world, called):
    for handler in OF_CLIENTS:
        token, jobs = handed_out(handler, world.a.client, args_of(world.a))
        Client.objects.filter(pk=world.a.client.pk).update(state=Client.State.SUSPENDED)
        before = Changes.now()
        assert running.run_batch(world.a.client.pk, token, jobs) == 0
        assert before.since() <= {"public.events_job"}, handler
        assert Job.objects.get(pk=jobs[0]).state == Job.State.PENDING
        Client.objects.filter(pk=world.a.client.pk).update(state=Client.State.ACTIVE)
    assert called == []


def test_without_a_client_a_handler_does_nothing_in_public(world):
    """Called by hand, past all checks: it fails, or finds nothing; the shared schema stays as it is."""
    failed = set()
    for name in sorted(set(OF_CLIENTS) - FOR_EVERYBODY):
        handler = registry.find(name)
        assert handler is not None
        args = args_of(world.a)
        about = {**args, "kind": "run", "subject_id": args["run_id"]}
        happened = events.work.Happened(1, "run.finished", "run", args["run_id"], about)
        work = events.Work(0, "by-hand", args, happened, 1, None)
        before = Changes.now()
        with attempt():
            try:
                handler.function(work)
            except (NoClient, DatabaseError):
                failed.add(name)
        assert before.since() == set(), name
    assert {"automations.act", "automations.apply", "sensors.read_due", "crm.demo_orders"} <= failed


def test_ids_of_another_client_reach_nothing_of_theirs(world, called):
    """B's own job, with A's ids in it."""
    left = len(mail.mailbox(world.a.client))
    for handler in OF_CLIENTS:
        token, jobs = handed_out(handler, world.b.client, args_of(world.a))
        before = Changes.now()
        running.run_batch(world.b.client.pk, token, jobs)
        touched = {table for table in before.since() if table.startswith("client_maison.")}
        assert touched == set(), handler
    assert set(OF_CLIENTS) <= set(called)
    assert len(mail.mailbox(world.a.client)) == left
    world.a.waiting.refresh_from_db()
    assert world.a.waiting.waits, "A's request still waits"


GARBAGE = [
    (),
    ("",),
    ("not-a-number", "not-a-token", ["x"]),
    (NOBODYS_ID, str(uuid4()), [1]),
    (1, "x" * 10_000, None),
    (None, str(uuid4()), ["'; DROP TABLE events_job; --"]),
    ({"client": 1}, ["token"], {"jobs": []}),
]


@pytest.mark.parametrize("name", [entry.name for entry in everything() if entry.kind == "task"])
def test_a_message_of_garbage_is_refused_and_writes_nothing(world, name):
    from config.celery import app

    for args in GARBAGE:
        if name == "events.dispatch" and not args:
            continue  # that is what it takes
        before = Changes.now()
        # Which error differs; that there is one is the point.
        with attempt(), pytest.raises(Exception):  # noqa: B017
            app.tasks[name](*args)
        assert before.since() == set(), args
        assert context.current_or_none() is None
    assert Job.objects.exists()
