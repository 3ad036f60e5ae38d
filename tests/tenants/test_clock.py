"""One clock, movable in every process."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from tenants import clock
from tests.conftest import NOON, ROOT

ASK = "from tenants import clock; print(clock.now().isoformat())"


def asked_elsewhere(**environment: str) -> datetime:
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return datetime.fromisoformat(said.stdout.strip())


def test_a_frozen_clock_stands_and_moves_only_when_told(noon):
    assert clock.now() == NOON == clock.now()
    assert clock.advance(timedelta(days=3)) == NOON + timedelta(days=3) == clock.now()


def test_a_clock_that_runs_cannot_be_advanced():
    with pytest.raises(RuntimeError):
        clock.advance(timedelta(hours=1))


def test_another_process_can_be_frozen():
    assert asked_elsewhere(CLOCK_FREEZE="2027-03-28T02:30:00+01:00") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_processes_follow_one_file_and_see_it_change(tmp_path, monkeypatch):
    file = tmp_path / "clock"
    clock.move(file, timedelta(days=10))
    assert asked_elsewhere(CLOCK_FILE=str(file)) - clock.now() > timedelta(days=9)
    monkeypatch.setenv("CLOCK_FILE", str(file))
    before = clock.now()
    clock.move(file, timedelta(days=20))
    assert clock.now() - before >= timedelta(days=9, hours=23)


def test_an_unreadable_file_is_an_error_and_not_today(tmp_path, monkeypatch):
    monkeypatch.setenv("CLOCK_FILE", str(tmp_path / "gone"))
    with pytest.raises(OSError):
        clock.now()


def test_the_date_is_the_clients():
    class Auckland:
        from zoneinfo import ZoneInfo

        zone = ZoneInfo("Pacific/Auckland")

    with clock.frozen(datetime(2026, 11, 18, 22, tzinfo=UTC)):
        assert clock.today(Auckland()).isoformat() == "2026-11-19"


def test_production_refuses_the_hooks(monkeypatch):
    from tenants.checks import no_test_hooks

    monkeypatch.delenv("CLOCK_FREEZE", raising=False)
    assert no_test_hooks(None) == []
    monkeypatch.setenv("CLOCK_FREEZE", "2026-01-01T00:00:00+00:00")
    assert [found.id for found in no_test_hooks(None)] == ["tenants.E001"]
