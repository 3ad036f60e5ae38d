"""The key of a machine that was given none: one, whole, and nobody else's."""

import stat
from pathlib import Path
from threading import Barrier, Thread

from config.local import local_secret


def test_the_same_key_every_time_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret.key"
    first = local_secret(path)
    assert local_secret(path) == first and len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert local_secret(tmp_path / "other.key") != first


def test_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    for attempt in range(20):
        path, barrier, found = tmp_path / f"{attempt}.key", Barrier(8), []

        def ask(path: Path = path, barrier: Barrier = barrier, found: list[str] = found) -> None:
            barrier.wait()
            found.append(local_secret(path))

        threads = [Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(found)) == 1 and found[0]


def test_a_process_killed_while_writing_leaves_no_empty_key(tmp_path: Path, monkeypatch) -> None:
    class Killed(BaseException):
        """What kill -9 is to the lines after it."""

    def killed(*args: object, **kwargs: object) -> None:
        raise Killed

    path = tmp_path / "secret.key"
    monkeypatch.setattr("config.local.secrets.token_urlsafe", killed)
    try:
        local_secret(path)
    except Killed:
        monkeypatch.undo()
    assert len(local_secret(path)) >= 50
    assert [found.name for found in tmp_path.iterdir()] == ["secret.key"]


def test_an_empty_key_file_of_an_older_crash_is_made_whole(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.touch(0o600)
    assert len(local_secret(path)) >= 50
