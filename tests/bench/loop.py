"""Baseline B: a bare SKIP LOCKED loop in one process, as many commits per run as the engine makes.

Run as `python -m tests.bench.loop CLIENT COMMITS`; ends when no trigger is left.
"""

import sys

import django
from django.db import connection, transaction

django.setup()

from tenants.models import Client  # noqa: E402
from tests.bench import rows  # noqa: E402

CLAIM = (
    "DELETE FROM bench_trigger WHERE contact_id ="
    " (SELECT contact_id FROM bench_trigger LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING contact_id"
)


def main(client_id: int, commits: int) -> None:
    """Claim and write until nothing is left; the steps are spread over `commits` transactions."""
    with Client.objects.get(pk=client_id).active():
        while (contact_id := claim()) is not None:
            one(client_id, contact_id, commits)


def claim() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM)
        row = cursor.fetchone()
    return row[0] if row else None


def one(client_id: int, contact_id: int, commits: int) -> None:
    with transaction.atomic():
        run_id = rows.begin(client_id, contact_id)
    with transaction.atomic():
        action_id = rows.plan(client_id, run_id, contact_id)
        if commits < 4:
            rows.act(client_id, run_id, action_id, contact_id)
            rows.finish(client_id, run_id)
    if commits >= 4:
        with transaction.atomic():
            rows.act(client_id, run_id, action_id, contact_id)
            rows.finish(client_id, run_id)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
