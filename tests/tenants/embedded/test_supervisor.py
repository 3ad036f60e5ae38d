"""Processes that run together: restarted when they end, and none left behind, however it ends."""

import json
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tenants.embedded import StartError, processes, roster, supervisor
from tenants.embedded.worker import Process
from tests.tenants.embedded.conftest import Run, eventually, kill

PARENT_WITH_CHILD = ["sh", "-c", "sleep 600 & echo started; wait"]
STUBBORN = ["sh", "-c", "trap '' TERM; while :; do sleep 600; done"]

SUPERVISE = """
import json, sys
from pathlib import Path
from tenants.embedded import roster, supervisor
from tenants.embedded.worker import Process

roster.PATIENCE_S = 0.3  # no test waits for the stubborn as long as people would
commands = json.loads(sys.argv[2])
run = [Process(name, command, stop_s=0.3) for name, command in commands.items()]
with supervisor.running(run, base=Path(sys.argv[1])) as group:
    group.wait_ready()
    print("ready", flush=True)
    group.serve()
print("interrupted" if group.interrupted else "not interrupted", flush=True)
"""


@pytest.fixture
def supervise(run: Run, tmp_path: Path) -> Callable[..., object]:
    """Supervise commands in a process of its own; returns it when all are ready."""

    def begin(**commands: list[str]):
        process = run(SUPERVISE, tmp_path, json.dumps(commands))
        assert process.stdout
        for line in process.stdout:
            if line == "ready\n":
                return process
        raise AssertionError(f"it ended with {process.wait()}")

    return begin


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_leaves_no_process(supervise, tmp_path: Path, sign: signal.Signals) -> None:
    process = supervise(parent=PARENT_WITH_CHILD, stubborn=STUBBORN)
    eventually(lambda: len(roster.leftovers(tmp_path)) >= 4)
    process.send_signal(sign)
    said, _ = process.communicate(timeout=20)
    assert said.endswith("interrupted\n") and "not interrupted" not in said
    assert process.returncode == 0
    assert roster.leftovers(tmp_path) == []
    assert roster.read(tmp_path) == []


def test_what_a_killed_supervisor_leaves_is_ended_by_the_next(supervise, tmp_path: Path) -> None:
    first = supervise(parent=PARENT_WITH_CHILD, stubborn=STUBBORN)
    eventually(lambda: len(roster.leftovers(tmp_path)) >= 4)
    before = roster.leftovers(tmp_path)
    kill(first.pid)
    second = supervise(parent=["sleep", "600"])
    assert not any(processes.is_running(pid) for pid in before)
    second.terminate()
    second.communicate(timeout=20)
    assert roster.leftovers(tmp_path) == []


def test_children_end_with_a_killed_supervisor(supervise, tmp_path: Path) -> None:
    process = supervise(one=["sleep", "600"])
    kill(process.pid)
    eventually(lambda: roster.leftovers(tmp_path) == [])


def test_stop_from_elsewhere_ends_a_living_one_and_the_leftovers_of_a_killed_one(supervise, tmp_path: Path) -> None:
    process = supervise(parent=PARENT_WITH_CHILD)
    assert supervisor.supervisor_of(tmp_path) == process.pid
    assert supervisor.stop(tmp_path) is True
    assert process.wait(timeout=5) == 0
    killed = supervise(stubborn=STUBBORN)
    kill(killed.pid)
    eventually(lambda: supervisor.supervisor_of(tmp_path) is None)  # the kernel drops the lock a moment later
    assert supervisor.stop(tmp_path) is True
    assert roster.leftovers(tmp_path) == []


def test_a_second_one_in_the_same_folder_is_refused_by_name(supervise, tmp_path: Path) -> None:
    process = supervise(one=["sleep", "600"])
    with pytest.raises(StartError, match=rf"process {process.pid}\b.*--stop"), supervisor.running([], base=tmp_path):
        raise AssertionError("it ran twice")
    assert processes.is_running(process.pid)


def test_two_run_at_once_in_different_folders(supervise, tmp_path: Path) -> None:
    process = supervise(one=["sleep", "600"])
    with supervisor.running([Process("other", ["sleep", "600"])], base=tmp_path / "other") as group:
        group.wait_ready()
    assert processes.is_running(process.pid)
    assert len(roster.leftovers(tmp_path)) == 1


def test_a_process_that_ends_is_started_again_with_its_lines_shown(tmp_path: Path, capfd) -> None:
    counter = tmp_path / "count"
    crash = ["sh", "-c", f"echo x >> '{counter}'; echo it broke; exit 3"]
    with supervisor.running([Process("broken", crash), Process("fine", ["sleep", "600"])], base=tmp_path):
        first = roster.read(tmp_path)
        eventually(lambda: counter.read_text().count("x") >= 2 if counter.exists() else False)
        eventually(lambda: roster.read(tmp_path)[0].pid != first[0].pid)
        assert roster.read(tmp_path)[1] == first[1]
    shown = capfd.readouterr().out
    assert "broken | it broke" in shown
    assert "broken | ended with 3; again in 0.5 s" in shown


def test_waiting_gets_longer_with_each_crash(tmp_path: Path, capfd) -> None:
    with supervisor.running([Process("broken", ["false"])], base=tmp_path) as group:
        eventually(lambda: group.workers[0].crashes == 2)
    shown = capfd.readouterr().out
    assert "again in 0.5 s" in shown and "again in 1.0 s" in shown


def test_processes_start_in_order_and_stop_in_reverse(tmp_path: Path, capfd) -> None:
    shell = ["sh", "-c", "trap 'echo ended; exit' TERM; echo begun; while :; do sleep 0.01; done"]
    ready = {name: tmp_path / name for name in ("web", "beat")}
    run = [
        Process(name, [*shell[:2], f"touch '{file}'; {shell[2]}"], ready=file.exists) for name, file in ready.items()
    ]
    with supervisor.running(run, base=tmp_path / "state") as group:
        group.wait_ready()
    ended = [line for line in capfd.readouterr().out.splitlines() if line.endswith("ended")]
    assert ended == ["beat   | ended", "web    | ended"]


def test_one_that_never_gets_ready_is_named(tmp_path: Path) -> None:
    idle = Process("idle", ["sleep", "600"], ready=lambda: False)
    with (
        pytest.raises(StartError, match=r"Not ready after 0 s: idle\."),
        supervisor.running([idle], base=tmp_path) as group,
    ):
        group.wait_ready(timeout_s=0)
    assert roster.leftovers(tmp_path) == []


def test_a_taken_port_is_said_and_nothing_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        web = Process("web", ["touch", str(tmp_path / "ran")], port=port)
        with pytest.raises(StartError, match=f"Port {port} is taken.*--port"), supervisor.running([web], base=tmp_path):
            raise AssertionError("it ran without its port")
    assert not (tmp_path / "ran").exists()


def test_what_the_processes_need_is_kept_alive_meanwhile(tmp_path: Path) -> None:
    looks: list[int] = []
    with supervisor.running([], base=tmp_path, keep_alive=lambda: looks.append(1)):
        eventually(lambda: len(looks) >= 2)


def test_signals_reach_their_former_handlers_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with supervisor.running([], base=tmp_path) as group:
        os.kill(os.getpid(), signal.SIGTERM)
        group.serve()
    assert group.interrupted
    assert signal.getsignal(signal.SIGTERM) is before


def test_it_ends_with_the_make_that_started_it(run: Run, tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', *sys.argv[1:]]);"
        "print(child.pid, flush=True); child.wait()"
    )
    make = run(code, SUPERVISE, tmp_path, json.dumps({"one": ["sleep", "600"]}), END_WITH_PARENT="1")
    assert make.stdout
    child = int(make.stdout.readline())
    assert make.stdout.readline() == "ready\n"
    kill(make.pid)
    eventually(lambda: not processes.is_running(child) and roster.leftovers(tmp_path) == [])
