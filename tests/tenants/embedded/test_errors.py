"""What went wrong is said in words that help."""

from pathlib import Path

import pytest

from tenants.embedded.errors import end_of, failed_to_start


@pytest.mark.parametrize(
    ("log", "advice"),
    [
        ("FATAL: could not write: No space left on device", "free some space"),
        ("initdb: error: could not change permissions: Permission denied", "owner and mode"),
        ("mkdir: Read-only file system", "EMBEDDED_DIR"),
        ("FATAL: database files are incompatible with server", "dump it there"),
        ("Could not create server TCP listening socket 127.0.0.1:1: bind: Address already in use", "start again"),
        ("something never seen before", "DATABASE_URL"),
    ],
)
def test_the_cause_comes_with_an_advice_and_the_end_of_the_log(log: str, advice: str) -> None:
    message = str(failed_to_start("PostgreSQL", "line\n" * 50 + log))
    assert message.startswith("PostgreSQL could not be started.")
    assert advice in message
    assert message.endswith(log)
    assert message.count("line") < 50


def test_only_what_was_said_this_time_is_shown(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("old\nnew\n")
    assert end_of(log, start=4) == "new\n"
    assert end_of(tmp_path / "none") == ""
