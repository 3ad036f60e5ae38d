"""Baseline A: the same rows, one Celery task per step. Run as `celery -A tests.bench.stepwise worker`."""

import django

django.setup()

from django.db import transaction  # noqa: E402

from config.celery import app  # noqa: E402
from tenants.models import Client  # noqa: E402
from tests.bench import rows  # noqa: E402

__all__ = ["app"]


def _client(client_id: int) -> Client:
    return Client.objects.get(pk=client_id)


@app.task(name="bench.take")
def take(client_id: int, trigger_id: int) -> None:
    with _client(client_id).active(), transaction.atomic():
        rows.take(trigger_id)
        transaction.on_commit(lambda: tag.delay(client_id, trigger_id, *rows.trigger(trigger_id)))


@app.task(name="bench.tag")
def tag(client_id: int, trigger_id: int, run_id: str, action_id: str, contact_id: int) -> None:
    with _client(client_id).active(), transaction.atomic():
        rows.tag(action_id, contact_id)
        transaction.on_commit(lambda: result.delay(client_id, trigger_id, run_id, action_id))


@app.task(name="bench.result")
def result(client_id: int, trigger_id: int, run_id: str, action_id: str) -> None:
    with _client(client_id).active(), transaction.atomic():
        rows.result(client_id, run_id, action_id)
        transaction.on_commit(lambda: record.delay(client_id, trigger_id, run_id, action_id))


@app.task(name="bench.record")
def record(client_id: int, trigger_id: int, run_id: str, action_id: str) -> None:
    with _client(client_id).active(), transaction.atomic():
        rows.record(client_id, trigger_id, run_id, action_id)
