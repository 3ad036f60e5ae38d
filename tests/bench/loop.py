"""Baseline B: a bare SKIP LOCKED loop in one process, with one durable commit per run, as our engine has.

Run as `python -m tests.bench.loop CLIENT`; ends when no trigger is due.
"""

import sys

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from tenants.models import Client  # noqa: E402
from tests.bench import rows  # noqa: E402

CLAIM = (
    "UPDATE bench_trigger SET state = 'running' WHERE id ="
    " (SELECT id FROM bench_trigger WHERE state = 'due' LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, run_id, action_id, contact_id"
)


def main(client_id: int) -> None:
    """Claim and write until nothing is due."""
    with Client.objects.get(pk=client_id).active():
        while one(client_id):
            pass


def one(client_id: int) -> bool:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM)
            claimed = cursor.fetchone()
        if claimed is None:
            return False
        trigger_id, run_id, action_id, contact_id = claimed[0], str(claimed[1]), str(claimed[2]), claimed[3]
        rows.tag(action_id, contact_id)
        rows.result(client_id, run_id, action_id)
        rows.record(client_id, trigger_id, run_id, action_id)
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]))
