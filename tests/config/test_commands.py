"""`manage.py` and `manage.py up`: what people see."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from tenants.embedded import installation, presence, roster

PROJECT = Path(__file__).resolve().parents[2]


def test_status_lists_every_process_and_fails_unless_all_are_healthy(settings, tmp_path: Path, monkeypatch) -> None:
    settings.VAR_DIR = settings.EMBEDDED_DIR = tmp_path
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    roster.write(tmp_path, [roster.Entry("worker", 4_000_000, 0.0, None)])
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("up", "--status", "--json", stdout=out)
    assert ended.value.code == 1
    rows = json.loads(out.getvalue())
    assert [row["name"] for row in rows] == ["up", "worker", "postgres", "valkey"]
    assert not any(row["healthy"] for row in rows)


def test_the_table_says_the_same_in_words() -> None:
    lines = presence.table([presence.Presence("web", 7, 8000, "2026-11-18T11:00:00+00:00", True)]).splitlines()
    assert lines[0].split() == ["process", "pid", "port", "since", "state"]
    assert lines[1].split() == ["web", "7", "8000", "2026-11-18T11:00:00+00:00", "healthy"]


def test_named_servers_are_not_listed_as_ours(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/x")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    assert [one.name for one in presence.look(tmp_path, tmp_path)] == ["up"]


def test_stop_where_nothing_runs_is_no_error(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = settings.EMBEDDED_DIR = tmp_path
    out = StringIO()
    call_command("up", "--stop", stdout=out)
    assert out.getvalue() == "Stopped.\n"


def test_links_in_mails_lead_to_the_port_that_serves(monkeypatch) -> None:
    monkeypatch.delenv("PUBLIC_PORT", raising=False)
    assert {process.environment["PUBLIC_PORT"] for process in installation.processes(8123)[:2]} == {":8123"}
    monkeypatch.setenv("PUBLIC_PORT", "")
    assert installation.processes(8123)[0].environment["PUBLIC_PORT"] == ""


def test_the_order_of_starting_is_web_worker_beat() -> None:
    assert [process.name for process in installation.processes(8000)] == ["web", "worker", "beat"]


def test_a_folder_that_may_not_be_used_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    environment = {**os.environ, "EMBEDDED_DIR": str(tmp_path / "file" / "var"), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "manage.py", "up", "--port", "1"]
    ended = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("Cannot create ")
    assert "Traceback" not in ended.stderr


def test_a_command_told_to_end_still_leaves_the_servers_in_order() -> None:
    waiting = "import atexit, signal; atexit.register(print, 'left'); print('in', flush=True); signal.pause()"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", waiting]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "in\n"
        process.terminate()
        assert process.stdout.read() == "left\n"
    assert process.returncode == 128 + 15


@pytest.fixture
def empty_database(_rows: None):
    """The address of a database that nobody has migrated."""
    own, name = connection.get_connection_params(), f"empty_{os.getpid()}"
    with psycopg.connect(**{key: own[key] for key in ("host", "port", "user", "password", "dbname")}) as admin:
        admin.autocommit = True
        admin.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{own['user']}:{own['password']}@{own['host']}:{own['port']}/{name}"
        admin.execute(f"DROP DATABASE {name}")


def test_on_an_empty_database_a_command_says_what_to_do_first(empty_database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": empty_database}
    command = [sys.executable, "manage.py", "create_client", "shop", "--country", "FR"]
    asked = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert asked.returncode == 1
    assert asked.stderr == "The database is empty: run `manage.py migrate` first.\n"
