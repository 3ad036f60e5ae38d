"""What one durable run writes, as raw SQL: the same rows for the baselines as our engine writes.

Before the clock starts, every run and its one released action stand ready, with a trigger row.
"""

import json
import uuid

from django.db import connection

TRIGGERS = (
    "CREATE TABLE IF NOT EXISTS bench_trigger"
    " (id bigserial PRIMARY KEY, run_id uuid, action_id uuid, contact_id bigint, state text DEFAULT 'due')"
)
RUN = (
    "INSERT INTO automations_run (id, automation, version, params, trigger, trace_id, state, reasons, facts, left_out,"
    " note, created_at) VALUES (%s, 'bench-tag', '1', '{}', 'event', %s, 'running', '[]', '{}', '[]', '', now())"
)
ACTION = (
    "INSERT INTO automations_action (id, run_id, position, kind, contact_id, payload, key, digest, state, reason_code,"
    " reason, due_at, guards, asks, on_trust, cost_micros, risk, is_communication)"
    " VALUES (%s, %s, 0, 'tag_contact', %s, %s, %s, '', 'released', '', '', now(), '[]', '[]', false, 0, 'none', false)"
)
TRIGGER = "INSERT INTO bench_trigger (run_id, action_id, contact_id) VALUES (%s, %s, %s)"
TAKEN = "UPDATE bench_trigger SET state = %s WHERE id = %s"
TAG = "UPDATE crm_contact SET tags = array_append(tags, %s) WHERE id = %s"
ACTIVITY = (
    "INSERT INTO crm_activity (contact_id, kind, key, data, happened_at, known_at)"
    " VALUES (%s, 'tag.added', %s, '{}', now(), now())"
)
ACTION_DONE = "UPDATE automations_action SET state = 'done', done_at = now() WHERE id = %s"
RUN_DONE = "UPDATE automations_run SET state = 'done', finished_at = now() WHERE id = %s"
EVENT = (
    "INSERT INTO events_event (client_id, type, subject_kind, subject_id, data, key, at)"
    " VALUES (%s, 'run.finished', 'run', %s, '{}', %s, now())"
)
LEDGER = (
    "INSERT INTO tenants_ledgerentry (client_id, what, subject_kind, subject_id, digest, at, previous_hash, hash)"
    " VALUES (%s, %s, 'run', %s, '', now(), '', '')"
)


def write(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def stage(people: list[int]) -> list[int]:
    """A run, its action and its trigger for each contact; returns the triggers' ids."""
    write(TRIGGERS)
    for contact_id in people:
        run_id, action_id = uuid.uuid4(), uuid.uuid4()
        write(RUN, run_id, uuid.uuid4())
        write(ACTION, action_id, run_id, contact_id, json.dumps({"tag": "BENCH"}), f"bench:{action_id}")
        write(TRIGGER, run_id, action_id, contact_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM bench_trigger WHERE state = 'due' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def trigger(trigger_id: int) -> tuple[str, str, int]:
    """(run, action, contact) of a trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT run_id, action_id, contact_id FROM bench_trigger WHERE id = %s", [trigger_id])
        run_id, action_id, contact_id = cursor.fetchone()
    return str(run_id), str(action_id), contact_id


def take(trigger_id: int) -> None:
    write(TAKEN, "running", trigger_id)


def tag(action_id: str, contact_id: int) -> None:
    write(TAG, f"B{action_id[:8]}", contact_id)
    write(ACTIVITY, contact_id, f"bench:{action_id}")


def result(client_id: int, run_id: str, action_id: str) -> None:
    write(ACTION_DONE, action_id)
    write(EVENT, client_id, run_id, f"bench-done:{run_id}")


def record(client_id: int, trigger_id: int, run_id: str, action_id: str) -> None:
    write(LEDGER, client_id, "action.done", action_id)
    write(LEDGER, client_id, "run.done", run_id)
    write(TAKEN, "done", trigger_id)
    write(RUN_DONE, run_id)
