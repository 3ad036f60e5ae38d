"""The rows of one durable run, written in steps: what the two baselines do with raw SQL.

The same tables and as many rows as our engine writes for one run with one tag_contact action:
trigger event, run, action, tagged contact, results, ledger entries.
"""

import json
import uuid

from django.db import connection

EVENT = (
    "INSERT INTO events_event (client_id, type, subject_kind, subject_id, data, key, at)"
    " VALUES (%s, 'bench', 'contact', %s, '{}', %s, now())"
)
RUN = (
    "INSERT INTO automations_run (id, automation, version, params, trigger, trace_id, state, reasons, facts, left_out,"
    " note, created_at) VALUES (%s, 'bench-tag', '1', %s, 'event', %s, 'running', '[]', '{}', '[]', '', now())"
)
ACTION = (
    "INSERT INTO automations_action (id, run_id, position, kind, contact_id, payload, key, digest, state, reason_code,"
    " reason, due_at, guards, asks, cost_micros, risk, is_communication)"
    " VALUES (%s, %s, 0, 'tag_contact', %s, %s, %s, '', 'released', '', '', now(), '[]', '[]', 0, 'none', false)"
)
TAG = (
    "UPDATE crm_contact SET tags = array_append(tags, 'BENCH') WHERE id = %s AND NOT tags @> ARRAY['BENCH']::varchar[]"
)
ACTION_DONE = "UPDATE automations_action SET state = 'done', done_at = now() WHERE id = %s"
RUN_DONE = "UPDATE automations_run SET state = 'done', finished_at = now() WHERE id = %s"
LEDGER = (
    "INSERT INTO tenants_ledgerentry (client_id, what, subject_kind, subject_id, digest, at, previous_hash, hash)"
    " VALUES (%s, %s, 'run', %s, '', now(), '', '')"
)


def write(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def begin(client_id: int, contact_id: int) -> uuid.UUID:
    """Step 1: the run and its first ledger entry."""
    run_id = uuid.uuid4()
    write(RUN, run_id, json.dumps({"contact": contact_id}), uuid.uuid4())
    write(LEDGER, client_id, "run.started", str(run_id))
    return run_id


def plan(client_id: int, run_id: uuid.UUID, contact_id: int) -> uuid.UUID:
    """Step 2: the action and the plan's ledger entry."""
    action_id = uuid.uuid4()
    write(ACTION, action_id, run_id, contact_id, json.dumps({"tag": "BENCH"}), f"bench:{action_id}")
    write(LEDGER, client_id, "run.planned", str(run_id))
    return action_id


def act(client_id: int, run_id: uuid.UUID, action_id: uuid.UUID, contact_id: int) -> None:
    """Step 3: the effect, its result, and their ledger entries."""
    write(TAG, contact_id)
    write(ACTION_DONE, action_id)
    write(LEDGER, client_id, "action.done", str(action_id))


def finish(client_id: int, run_id: uuid.UUID) -> None:
    """Step 4: the run's result, its event and its ledger entry."""
    write(RUN_DONE, run_id)
    write(LEDGER, client_id, "run.done", str(run_id))
    write(EVENT, client_id, str(run_id), f"bench-done:{run_id}")
