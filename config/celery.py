"""Celery moves the work; PostgreSQL holds the truth about it (`events`).

So a message is only an id with a token: losing it or seeing it twice is harmless, nothing is
acknowledged late, nothing is retried here, and no result is kept.
"""

import os
import warnings

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import worker_before_create_process, worker_init, worker_process_init

from tenants.embedded import ensure

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# It warns of root because of pickled messages; only JSON is accepted here.
warnings.filterwarnings("ignore", category=SecurityWarning)

TICK_S = 1.0

app = Celery("3a")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="default",
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    task_create_missing_queues=True,
    worker_prefetch_multiplier=1,  # a slow job must not hold back messages that another worker could take
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": 3600, "socket_keepalive": True},
    beat_schedule={
        "tick": {
            "task": "events.dispatch",
            "schedule": TICK_S,
            "options": {"expires": 10 * TICK_S},  # ticks that piled up while no worker ran are worth nothing
        },
    },
)
app.autodiscover_tasks()


@app.on_after_configure.connect
def name_the_broker(sender: Celery, **_: object) -> None:
    """Where no broker was named, our own is started or joined."""
    from django.conf import settings

    if not settings.CELERY_BROKER_URL:
        sender.conf.broker_url = ensure(settings.EMBEDDED_DIR).redis_url


@worker_before_create_process.connect
@worker_process_init.connect
def close_pools(**_: object) -> None:
    """No database session is shared between processes: closed before each fork, and again after it."""
    from django.db import connections

    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if hasattr(connection, "close_pool"):
            connection.close_pool()


@worker_init.connect
def refuse_a_wrong_key(**_: object) -> None:
    """A worker whose key does not open the stored secrets would only fail every job."""
    from integrations.vault.checks import refuse_to_start

    refuse_to_start()
