"""Our own PostgreSQL and Valkey: started, joined, killed, copied, moved, stopped."""

import os
import shutil
import socket
import stat
from pathlib import Path

import psycopg
import pytest
import redis

from tenants import embedded
from tenants.embedded import postgres, processes, state
from tenants.embedded.places import home_of
from tests.tenants.embedded.conftest import Run, eventually, kill, pids, query

pytestmark = pytest.mark.xdist_group("embedded")  # the started servers are shared by these tests
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the data apart from the project")

JOIN = (
    "import sys; from pathlib import Path; from tenants import embedded; services = embedded.ensure(Path(sys.argv[1]))"
)


def test_both_servers_answer_in_a_private_folder_with_odd_signs_in_its_name(base: Path) -> None:
    services = embedded.ensure(base)
    assert query(base, "select current_user") == [("agency",)]
    assert redis.from_url(services.redis_url).ping()
    assert (services.binaries / "pg_dump").exists()


def test_asking_again_joins_the_running_servers(base: Path, run: Run) -> None:
    before = pids(base)
    answer, _ = run(f"{JOIN}; print(services.database_url)", base).communicate(timeout=30)
    assert answer.strip() == embedded.ensure(base).database_url
    assert pids(base) == before


def test_servers_have_the_settings_that_many_clients_need(base: Path) -> None:
    shown = {
        name: query(base, f"show {name}")[0][0] for name in ("max_connections", "max_locks_per_transaction", "jit")
    }
    assert shown == {"max_connections": "200", "max_locks_per_transaction": "256", "jit": "off"}
    assert query(base, "select datcollate from pg_database where datname = current_database()") == [("C.UTF-8",)]


def test_the_application_has_no_rights_over_the_server(base: Path) -> None:
    assert query(base, "select rolsuper, rolcreatedb from pg_roles where rolname = current_user") == [(False, True)]


def test_without_the_password_nobody_comes_in(base: Path) -> None:
    services = embedded.ensure(base)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(services.database_url.replace("agency:", "agency:wrong"))
    with pytest.raises(redis.AuthenticationError):
        redis.from_url(services.redis_url.replace("redis://:", "redis://:wrong")).ping()


def test_only_the_owner_reads_the_passwords_and_no_folder_above_is_opened(base: Path) -> None:
    assert stat.S_IMODE((base / state.FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(base.parent.stat().st_mode) == 0o700


def test_servers_listen_on_the_loopback_address_only(base: Path) -> None:
    assert query(base, "show listen_addresses") == [("127.0.0.1",)]
    bound = redis.from_url(embedded.ensure(base).redis_url).config_get("bind")
    assert bound == {"bind": "127.0.0.1"}


@as_root
def test_root_has_an_unprivileged_account_run_the_servers(base: Path) -> None:
    for pid in pids(base).values():
        assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_committed_rows_and_entries_survive_a_kill_of_both_servers(base: Path) -> None:
    before = embedded.ensure(base)
    query(base, "create table if not exists kept (n int)")
    query(base, "truncate kept")
    query(base, "insert into kept select generate_series(1, 1000)")
    redis.from_url(before.redis_url).set("kept", "yes")
    for pid in pids(base).values():
        assert pid is not None
        kill(pid)
    assert query(base, "select count(*) from kept") == [(1000,)]
    after = embedded.ensure(base)
    assert redis.from_url(after.redis_url).get("kept") == b"yes"
    assert after == before, "the addresses stay, so that pools of other processes find their way back"


def test_a_port_taken_meanwhile_is_replaced(base: Path) -> None:
    known = state.load(base)
    assert known is not None
    assert embedded.stop(base)
    with (
        socket.create_server(("127.0.0.1", known.postgres_port)),
        socket.create_server(("127.0.0.1", known.valkey_port)),
    ):
        services = embedded.ensure(base)
    assert f":{known.postgres_port}/" not in services.database_url
    assert f":{known.valkey_port}/" not in services.redis_url
    assert query(base, "select 1") == [(1,)]


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(base: Path) -> None:
    assert embedded.stop(base)
    home = home_of(base) if os.geteuid() == 0 else base
    file = home / "postgres" / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n{home / 'postgres'}\n0\n1\n\n127.0.0.1\n")
    (home / "valkey" / "valkey.pid").write_text(f"{os.getpid()}\n")
    assert pids(base) == {"postgres": None, "valkey": None}
    assert query(base, "select 1") == [(1,)]


def test_servers_stop_with_their_last_user_however_the_others_ended(base: Path, run: Run) -> None:
    other = run(f"{JOIN}; print('in', flush=True); sys.stdin.read()", base)
    assert other.stdout and other.stdout.readline() == "in\n"
    assert embedded.leave(base) is False
    assert all(pids(base).values()), "the other still uses them"
    other.kill()
    other.wait()
    assert embedded.leave(base) is True
    assert pids(base) == {"postgres": None, "valkey": None}


def test_servers_can_be_kept_for_the_next_command(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDED_KEEP", "1")
    assert embedded.leave(base) is False
    assert all(pids(base).values())


def test_a_folder_that_moves_takes_its_rows_along(base: Path, tmp_path: Path) -> None:
    query(base, "create table if not exists moved (n int)")
    assert embedded.stop(base)
    base.rename(tmp_path / "moved")
    try:
        assert query(tmp_path / "moved", "select count(*) from moved") == [(0,)]
    finally:
        embedded.stop(tmp_path / "moved")
        (tmp_path / "moved").rename(base)
    assert query(base, "select count(*) from moved") == [(0,)]


def test_a_copied_folder_has_servers_of_its_own(base: Path, elsewhere: Path) -> None:
    shutil.copytree(base, elsewhere, ignore=shutil.ignore_patterns("postgres", "valkey"))
    ours, theirs = embedded.ensure(base), embedded.ensure(elsewhere)
    assert {ours.database_url, ours.redis_url}.isdisjoint({theirs.database_url, theirs.redis_url})
    query(elsewhere, "create table only_there (n int)")
    assert query(base, "select to_regclass('only_there')") == [(None,)]
    embedded.discard(elsewhere)
    assert pids(elsewhere) == {"postgres": None, "valkey": None}
    assert not home_of(elsewhere).exists() and not (elsewhere / "postgres").exists()
    assert all(pids(base).values())


def test_a_deleted_folder_begins_anew(elsewhere: Path) -> None:
    query(elsewhere, "create table forgotten (n int)")
    first = pids(elsewhere)
    shutil.rmtree(elsewhere)
    assert query(elsewhere, "select to_regclass('forgotten')") == [(None,)]
    eventually(lambda: not any(processes.is_running(pid) for pid in first.values() if pid))


def test_looking_and_stopping_start_nothing(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDED_START", "never")
    services = embedded.ensure(elsewhere)
    assert services.database_url.endswith(":1/agency"), "an address where nobody listens"
    assert pids(elsewhere) == {"postgres": None, "valkey": None}
    assert embedded.stop(elsewhere) is True


def test_a_named_server_is_used_instead_of_our_own(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@elsewhere/theirs")
    services = embedded.ensure(elsewhere)
    assert services.database_url == "postgres://somebody@elsewhere/theirs"
    assert redis.from_url(services.redis_url).ping()
    assert pids(elsewhere)["postgres"] is None


def test_a_damaged_state_file_is_an_error_that_says_what_to_do(elsewhere: Path) -> None:
    elsewhere.mkdir()
    (elsewhere / state.FILE).write_text("{}")
    with pytest.raises(embedded.StartError, match="damaged"):
        embedded.ensure(elsewhere)
    (elsewhere / state.FILE).unlink()


def test_a_server_that_never_answers_is_an_error(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "START_LIMIT_S", 0.0)
    assert embedded.stop(base)
    with pytest.raises(embedded.StartError, match="PostgreSQL could not be started"):
        embedded.ensure(base)
