"""A whole installation whose worker, database and key store are killed in the middle of its work."""

import os
import subprocess
import sys
from pathlib import Path

from tenants import embedded

ROOT = Path(__file__).resolve().parents[2]
NOT_ITS_OWN = ("DATABASE_URL", "REDIS_URL", "PYTHONDONTWRITEBYTECODE")
"""Its servers are its own, and its worker does not compile again what it compiled: both import the same."""


def test_every_approved_mail_leaves_once_whatever_dies(tmp_path):
    mine = {
        "VAR_DIR": str(tmp_path),
        "EMBEDDED_DIR": str(tmp_path),
        "MAILBOX_DIR": str(tmp_path / "mailbox"),
        "CLOCK_FILE": str(tmp_path / "clock"),
        "FAULT_KILL_AT": "mail.during_data",
        "FAULT_MARKER": str(tmp_path / "killed"),
        "ENV_FILE": os.devnull,
        "END_WITH_PARENT": "1",
    }
    others = {name: value for name, value in os.environ.items() if name not in NOT_ITS_OWN}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.main_job.system"],
            cwd=ROOT, env={**others, **mine}, capture_output=True, text=True, timeout=240,
        )  # fmt: skip
    finally:
        embedded.discard(tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    told = [line for line in done.stdout.splitlines() if line.endswith("nothing lost, nothing twice")]
    assert [line.partition(":")[0] for line in told] == ["the_worker", "the_database", "the_key_store"]
