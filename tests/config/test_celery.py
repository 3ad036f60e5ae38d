"""Celery carries ids as JSON, keeps nothing, and ticks once a second."""

from collections.abc import Iterator

import pytest
from celery import Celery
from django.db import connection

from config import celery_app
from config.celery import close_pools, name_the_broker
from tenants.embedded import Services


def test_only_json_travels_and_no_result_is_kept() -> None:
    assert celery_app.conf.accept_content == ["json"]
    assert celery_app.conf.task_serializer == "json"
    assert celery_app.conf.task_ignore_result is True
    assert celery_app.conf.result_backend is None


def test_a_worker_takes_one_message_at_a_time() -> None:
    assert celery_app.conf.worker_prefetch_multiplier == 1
    assert celery_app.conf.task_default_queue == "default"


def test_beat_only_ticks_and_ticks_do_not_pile_up() -> None:
    (tick,) = celery_app.conf.beat_schedule.values()
    assert tick["task"] == "events.dispatch"
    assert tick["schedule"] == 1.0
    assert tick["options"]["expires"] == 10.0


@pytest.fixture
def app() -> Iterator[Celery]:
    """An app that has not been told of any broker."""
    made = Celery("test", set_as_current=False)
    yield made
    made.close()


def test_a_named_broker_is_left_alone(app: Celery, settings, monkeypatch) -> None:
    monkeypatch.setattr("config.celery.ensure", lambda folder: pytest.fail("started"))
    settings.CELERY_BROKER_URL = "redis://elsewhere/1"
    name_the_broker(app)


def test_without_a_named_broker_our_own_is_joined(app: Celery, settings, monkeypatch, tmp_path) -> None:
    asked = []

    def joined(folder):
        asked.append(folder)
        return Services("postgres://ours", "redis://ours/0", tmp_path)

    monkeypatch.setattr("config.celery.ensure", joined)
    settings.CELERY_BROKER_URL = ""
    settings.EMBEDDED_DIR = tmp_path
    name_the_broker(app)
    assert app.conf.broker_url == "redis://ours/0"
    assert asked == [tmp_path]


@pytest.mark.django_db(transaction=True)
def test_a_forked_worker_opens_a_pool_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        before = connection.pool
    close_pools()
    assert before.closed
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    assert connection.pool is not before
