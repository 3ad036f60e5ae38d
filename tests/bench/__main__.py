"""`python -m tests.bench [NAME …]`: in a throwaway folder, on our own servers."""

import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

NAMES = (
    "runs",
    "clock_tick",
    "autonomy",
    "provisioning",
    "home",
    "matrix",
    "importing",
    "scoring",
    "simulating",
    "seam",
    "webhooks",
    "syncing",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the budgets; prints ratios side by side.")
    parser.add_argument("names", nargs="*", default=NAMES, metavar="NAME", help=f"any of {', '.join(NAMES)}")
    wanted = parser.parse_args().names
    if unknown := set(wanted) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    folder = Path(tempfile.mkdtemp(prefix="3a-bench-"))
    os.environ |= {"VAR_DIR": str(folder), "EMBEDDED_DIR": str(folder), "ENV_FILE": os.devnull}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["PYTHONPATH"] = str(Path.cwd())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers and workers end with us
    from tenants import embedded

    try:
        services = embedded.ensure(folder)
        os.environ |= {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
        os.environ["PATH"] = f"{services.binaries}{os.pathsep}{os.environ['PATH']}"
        measure(wanted)
    finally:
        embedded.discard(folder)
        shutil.rmtree(folder, ignore_errors=True)


def measure(wanted: list[str]) -> None:
    """Migrate, then one benchmark after the other, with the machine's speed beside each."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench.report import calibration_s

    call_command("migrate", verbosity=0)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    for name in wanted:
        print(f"{name} (calibration loop {calibration_s():.2f} s CPU)", flush=True)
        for line in importlib.import_module(f"tests.bench.{name}").measure():
            line.show()


if __name__ == "__main__":
    main()
