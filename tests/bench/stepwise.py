"""Baseline A: the same rows, one Celery task per step. Run as `celery -A tests.bench.stepwise worker`."""

import uuid

import django

django.setup()

from django.db import transaction  # noqa: E402

from config.celery import app  # noqa: E402
from tenants.models import Client  # noqa: E402
from tests.bench import rows  # noqa: E402

__all__ = ["app"]


def _client(client_id: int) -> Client:
    return Client.objects.get(pk=client_id)


@app.task(name="bench.begin")
def begin(client_id: int, contact_id: int) -> None:
    with _client(client_id).active(), transaction.atomic():
        run_id = rows.begin(client_id, contact_id)
        transaction.on_commit(lambda: plan.delay(client_id, str(run_id), contact_id))


@app.task(name="bench.plan")
def plan(client_id: int, run_id: str, contact_id: int) -> None:
    with _client(client_id).active(), transaction.atomic():
        action_id = rows.plan(client_id, uuid.UUID(run_id), contact_id)
        transaction.on_commit(lambda: act.delay(client_id, run_id, str(action_id), contact_id))


@app.task(name="bench.act")
def act(client_id: int, run_id: str, action_id: str, contact_id: int) -> None:
    with _client(client_id).active(), transaction.atomic():
        rows.act(client_id, uuid.UUID(run_id), uuid.UUID(action_id), contact_id)
        transaction.on_commit(lambda: finish.delay(client_id, run_id))


@app.task(name="bench.finish")
def finish(client_id: int, run_id: str) -> None:
    with _client(client_id).active(), transaction.atomic():
        rows.finish(client_id, uuid.UUID(run_id))
